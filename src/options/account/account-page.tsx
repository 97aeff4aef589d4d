import type { AccountDetails } from '../../contract/account.ts';
import type { SessionView } from '../../contract/session.ts';
import { Failure } from '../../ui/controls/note.tsx';
import { text } from '../../ui/i18n/texts.ts';
import { AccountSub } from './account-sub.ts';
import { AttributesSection } from './attributes-section.tsx';
import { DataSection } from './data-section.tsx';
import { DeleteSection } from './delete-section.tsx';
import { useDetails } from './details.ts';
import { FactorsSection } from './factors-section.tsx';
import { NotificationsSection } from './notifications-section.tsx';
import { PasswordSection } from './password-section.tsx';
import { SessionSection } from './session-section.tsx';
import { signInProvider } from './sign-in-provider.ts';
import { UsersSection } from './users-section.tsx';

/** The person's account: its data and settings. The view `users` is the administrators' list of users. */
export function AccountPage({ session, view }: { session: SessionView; view: 'account' | 'users' }) {
  const { details, error, reload } = useDetails(session);
  if (view === 'users') return <UsersSection />;
  return (
    <>
      <Failure error={error} onRetry={reload} />
      {!details && !error && <p class="muted">{text('loading')}</p>}
      {details && (
        <AccountSub.Provider value={session.account?.sub ?? ''}>
          <AttributesSection details={details} onChanged={reload} />
          <SignInSections session={session} details={details} onChanged={reload} />
          <NotificationsSection />
          <SessionSection session={session} details={details} onChanged={reload} />
          <DataSection details={details} />
          <DeleteSection username={session.account?.username ?? ''} unsent={session.unsent} />
        </AccountSub.Provider>
      )}
    </>
  );
}

/** The password and the second factors. A person of another provider has both there. */
function SignInSections({
  session: { account, passwordPolicy },
  details,
  onChanged,
}: {
  session: SessionView;
  details: AccountDetails;
  onChanged: () => void;
}) {
  const provider = signInProvider(details.claims);
  if (provider !== null)
    return (
      <section aria-labelledby="password">
        <h2 id="password">{text('password_heading')}</h2>
        <p class="muted">{text('password_of_provider', provider)}</p>
      </section>
    );
  const username = account?.username ?? '';
  return (
    <>
      <PasswordSection policy={passwordPolicy} username={username} />
      <FactorsSection details={details} username={username} onChanged={onChanged} />
    </>
  );
}
