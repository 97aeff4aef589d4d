import type { AccountDetails } from '../../contract/account.ts';
import { adminGroup } from '../../contract/profile.ts';
import type { SessionView } from '../../contract/session.ts';
import { Failure } from '../../ui/note.tsx';
import { text } from '../../ui/texts.ts';
import { AboutYou } from './about-you.tsx';
import { AdminUsers } from './admin-users.tsx';
import { ChangePassword } from './change-password.tsx';
import { DeleteAccount } from './delete-account.tsx';
import { useDetails } from './details.ts';
import { DownloadData } from './download-data.tsx';
import { Reminders } from './reminders.tsx';
import { SecondFactor } from './second-factor.tsx';
import { SessionFacts } from './session-facts.tsx';

type Account = NonNullable<SessionView['account']>;

/** Everything a person may see and change of their own account. */
export function AccountSection({ session, account }: { session: SessionView; account: Account }) {
  const details = useDetails(session);
  const { value, error, reload } = details;
  return (
    <section aria-labelledby="account">
      <h2 id="account">{text('me_heading')}</h2>
      <Failure error={error} onRetry={() => void reload()} />
      {!value && !error && <p class="muted">{text('me_loading')}</p>}
      {value && (
        <>
          <AboutYou details={value} reload={reload} />
          {!isFederated(value) && (
            <>
              <ChangePassword policy={session.passwordPolicy} />
              <SecondFactor details={value} username={account.username} reload={reload} />
            </>
          )}
          <Reminders />
          <SessionFacts details={value} session={session} />
          {groupsOf(value).includes(adminGroup) && <AdminUsers />}
          <DownloadData details={value} />
          <DeleteAccount username={account.username} unsent={session.unsent} />
        </>
      )}
    </section>
  );
}

export function groupsOf({ claims }: AccountDetails): string[] {
  const groups = claims['cognito:groups'];
  return Array.isArray(groups) ? groups.map(String) : [];
}

/** Whoever signs in with another provider has no password here, and no second factor. */
const isFederated = ({ claims }: AccountDetails) => Array.isArray(claims.identities);
