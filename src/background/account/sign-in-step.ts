/** The step that somebody is at who is not signed in yet: it outlives the popup and the worker. */
import * as v from 'valibot';
import { challenge } from '../../contract/challenge.ts';
import { type SignInStep, signInNotes } from '../../contract/session.ts';
import type { StorageItem } from '../../core/storage-item.ts';

const username = v.string();
const mailed = { username, destination: v.string(), resendAt: v.number() };

export const signInStepSchema = v.union([
  v.object({ step: v.literal('signIn'), username, note: v.nullable(v.picklist(signInNotes)) }),
  v.object({
    step: v.literal('register'),
    username,
    email: v.string(),
    attributes: v.record(v.string(), v.string()),
  }),
  v.object({ step: v.literal('confirm'), ...mailed }),
  v.object({ step: v.literal('forgot'), username }),
  v.object({ step: v.literal('reset'), ...mailed }),
  v.object({ step: v.literal('challenge'), username, challenge }),
]);

/** How long a person waits before another mail can be asked for, ms. */
export const resendPause = 30_000;

export interface SignInStepStore {
  step(): SignInStep | null;
  remember(step: SignInStep | null): Promise<void>;
  /** What a screen says of a step; where a code went, and what the user pool asks, is known here alone. */
  note(step: NotedStep): Promise<void>;
}

/** Without what only the background knows. */
export type NotedStep =
  | Exclude<SignInStep, { destination: string } | { step: 'challenge' }>
  | { step: 'confirm' | 'reset' | 'challenge'; username: string };

export async function restoreSignInStep(
  stored: StorageItem<SignInStep>,
  changed: () => void,
): Promise<SignInStepStore> {
  let current = await stored.get();
  async function remember(step: SignInStep | null): Promise<void> {
    current = step;
    if (step) await stored.set(step);
    else await stored.remove();
    changed();
  }
  return {
    step: () => current,
    remember,
    async note(step) {
      switch (step.step) {
        case 'confirm':
        case 'reset':
          if (current?.step === step.step && current.username === step.username) return;
          return remember({ step: step.step, username: step.username, destination: '', resendAt: 0 });
        case 'challenge':
          return;
        default:
          return remember(step);
      }
    },
  };
}
