/** The view of the session for the screens. */
import type { SafeError } from '../../contract/errors.ts';
import type { Intent, SessionView } from '../../contract/session.ts';
import type { SessionState } from '../../core/auth/session-state.ts';
import type { Services } from './services.ts';
import type { SignInStepStore } from './sign-in-step.ts';

export type Counts = Pick<SessionView, 'unsent' | 'departedUnsent' | 'due'>;
export const noCounts: Counts = { unsent: 0, departedUnsent: 0, due: null };

interface Shown {
  state: SessionState;
  services: Services | null;
  fault: SafeError | null;
  signInStep: SignInStepStore;
  intent: Intent;
  termsRequired: boolean;
  counts: Counts;
}

export function viewSession({
  state,
  services,
  fault,
  signInStep,
  intent,
  termsRequired,
  counts,
}: Shown): SessionView {
  const { account } = state;
  const configuration = services?.configuration;
  return {
    epoch: state.epoch,
    configured: services !== null,
    fault,
    hostedUi: configuration?.hostedUi !== undefined,
    passwordPolicy: configuration?.passwordPolicy ?? null,
    attributes: configuration?.attributes ?? { required: [], optional: [] },
    usernames: configuration?.usernames ?? 'any',
    account: account && { username: account.username, email: account.email, sub: account.sub },
    identityId: state.credentials?.identityId ?? null,
    ended: state.ended,
    signInStep: signInStep.step(),
    signInTurn: signInStep.turn(),
    intent,
    termsRequired,
    ...(account ? counts : noCounts),
  };
}
