import type { SessionView } from '../contract/session.ts';
import { text } from '../ui/texts.ts';
import type { Leaving } from './leaving.ts';

/** What is seldom wanted: the identity in use, and ending the sessions on all devices. */
export function AccountDetails({ session, leaving }: { session: SessionView; leaving: Leaving }) {
  return (
    <details class="details">
      <summary>{text('account_details')}</summary>
      <dl>
        <dt>{text('account_identity')}</dt>
        <dd>{session.identityId ?? text('account_identity_none')}</dd>
      </dl>
      <button type="button" class="link" onClick={() => leaving.signOut(true)}>
        {text('account_sign_out_everywhere')}
      </button>
    </details>
  );
}
