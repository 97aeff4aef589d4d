/** What the screens are told of the session. */
import type { SafeError } from '../../contract/errors.ts';
import type { Intent, SessionView } from '../../contract/session.ts';
import type { SessionState } from '../../core/auth/session-state.ts';
import type { Cloud } from './services.ts';
import type { Unfinished } from './sign-in-step.ts';
import type { Terms } from './terms.ts';

export type Counts = Pick<SessionView, 'unsent' | 'leftUnsent' | 'due'>;
export const noCounts: Counts = { unsent: 0, leftUnsent: 0, due: null };

interface Shown {
  state: SessionState;
  cloud: Cloud | null;
  fault: SafeError | null;
  unfinished: Unfinished;
  intent: Intent;
  terms: Terms;
  counts: Counts;
}

export function viewSession({ state, cloud, fault, unfinished, intent, terms, counts }: Shown): SessionView {
  const { account } = state;
  const configuration = cloud?.configuration;
  return {
    epoch: state.epoch,
    configured: cloud !== null,
    fault,
    hostedUi: configuration?.hostedUi !== undefined,
    passwordPolicy: configuration?.passwordPolicy ?? null,
    attributes: configuration?.attributes ?? { required: [], optional: [] },
    account: account && { username: account.username, email: account.email, sub: account.sub },
    identityId: state.credentials?.identityId ?? null,
    ended: state.ended,
    unfinished: unfinished.step(),
    intent,
    termsRequired: terms.required(),
    ...(account ? counts : noCounts),
  };
}
