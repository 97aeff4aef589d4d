import type { SessionView } from '../../contract/session.ts';
import type { SignOutFlow } from '../../ui/account/sign-out-flow.ts';
import { openOptions } from '../../ui/browser/surfaces.ts';
import { text } from '../../ui/i18n/texts.ts';

/** Rarely needed details: the identity in use, and the sign-out on all devices. */
export function AccountDetails({ session, leaving }: { session: SessionView; leaving: SignOutFlow }) {
  return (
    <details class="details">
      <summary>{text('account_details')}</summary>
      <dl>
        <dt>{text('account_identity')}</dt>
        <dd>{session.identityId ?? text('account_identity_none')}</dd>
      </dl>
      <div class="row">
        <button type="button" class="link" onClick={() => void openOptions('account')}>
          {text('account_manage')}
        </button>
        <button type="button" class="link" onClick={() => leaving.signOut(true)}>
          {text('account_sign_out_everywhere')}
        </button>
      </div>
    </details>
  );
}
