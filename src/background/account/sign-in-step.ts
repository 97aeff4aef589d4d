/** Stores the sign-in step of a person who is not signed in. It outlives the popup and the worker. */
import * as v from 'valibot';
import type { SentCode } from '../../contract/account.ts';
import { type SignInStep, signInStep, type TypedStep } from '../../contract/sign-in-step.ts';
import { withTyped } from '../../contract/with-typed.ts';
import type { StorageItem } from '../../core/storage-item.ts';

export const storedStep = v.object({ turn: v.number(), step: signInStep });
type StoredStep = v.InferOutput<typeof storedStep>;

/** Shortest time until another code can be requested, ms. */
const resendPause = 30_000;

/** @param now epoch ms */
export const codeSent = (destination: string, now: number): SentCode => ({
  destination,
  resendAt: now + resendPause,
});

export interface SignInStepStore {
  step(): SignInStep | null;
  /** Number of steps that the background itself has taken. */
  turn(): number;
  /** Moves to a step; null if there is none left. */
  remember(step: SignInStep | null): Promise<void>;
  /** Stores typed texts. Texts of an earlier turn are too late, and are dropped. */
  note(turn: number, typed: TypedStep): Promise<void>;
}

export async function restoreSignInStep(
  stored: StorageItem<StoredStep>,
  changed: () => void,
): Promise<SignInStepStore> {
  let current = await stored.get();
  const step = () => current?.step ?? null;
  const turn = () => current?.turn ?? 0;
  async function set(next: StoredStep | null): Promise<void> {
    current = next;
    if (next) await stored.set(next);
    else await stored.remove();
    changed();
  }
  return {
    step,
    turn,
    remember: (next) => set(next && { turn: turn() + 1, step: next }),
    async note(at, typed) {
      if (at === turn()) await set({ turn: at, step: withTyped(step(), typed) });
    },
  };
}

/**
 * Goes on to the step of a code that has just been sent.
 * @param destination where it went; empty when unknown
 * @param now epoch ms
 */
export async function toCode(
  { remember }: SignInStepStore,
  step: 'confirm' | 'reset',
  username: string,
  destination: string,
  now: number,
): Promise<SentCode> {
  const code = codeSent(destination, now);
  await remember({ step, username, ...code });
  return code;
}
