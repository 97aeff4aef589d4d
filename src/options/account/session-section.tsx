import type { AccountDetails } from '../../contract/account.ts';
import { adminGroup } from '../../contract/profile-api.ts';
import type { SessionView } from '../../contract/session.ts';
import { SignOut } from '../../ui/account/sign-out.tsx';
import { useSignOutFlow } from '../../ui/account/sign-out-flow.ts';
import { Button } from '../../ui/controls/button.tsx';
import { text } from '../../ui/i18n/texts.ts';
import { dateTime } from '../../ui/time/date-time.ts';
import { IdleLock } from './idle-lock.tsx';

/** The session: its length, its user, and the ways to sign out. */
export function SessionSection({
  session,
  details,
  onChanged,
}: {
  session: SessionView;
  details: AccountDetails;
  onChanged: () => void;
}) {
  const leaving = useSignOutFlow();
  const { claims } = details;
  const groups = Array.isArray(claims['cognito:groups']) ? claims['cognito:groups'].map(String) : [];
  const since = Number(claims.auth_time) * 1000;
  return (
    <section aria-labelledby="session">
      <h2 id="session">{text('session_heading')}</h2>
      <dl class="facts">
        <dt>{text('session_since')}</dt>
        <dd>{Number.isFinite(since) ? dateTime(since) : '–'}</dd>
        <dt>{text('session_refresh')}</dt>
        <dd>{dateTime(details.tokensUntil)}</dd>
        <dt>{text('session_lasts')}</dt>
        <dd>{text(details.keep ? 'session_kept' : 'session_passing')}</dd>
        <dt>{text('account_identity')}</dt>
        <dd>{details.identityId ?? text('account_identity_none')}</dd>
        <dt>{text('session_groups')}</dt>
        <dd>
          {groups.join(', ') || '–'}
          {groups.includes(adminGroup) && (
            <>
              {' '}
              <a href="#users">{text('session_users')}</a>
            </>
          )}
        </dd>
      </dl>
      <IdleLock after={details.lockAfter} onChanged={onChanged} />
      <details class="claims">
        <summary>{text('session_claims')}</summary>
        <pre>{JSON.stringify(claims, null, 2)}</pre>
      </details>
      <div class="leave">
        <SignOut leaving={leaving} unsent={session.unsent} asButton />
        {!leaving.asking && (
          <Button small quiet onClick={() => leaving.signOut(true)}>
            {text('account_sign_out_everywhere')}
          </Button>
        )}
      </div>
    </section>
  );
}
