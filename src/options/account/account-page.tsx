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
          <PasswordSection policy={session.passwordPolicy} username={session.account?.username ?? ''} />
          <FactorsSection details={details} username={session.account?.username ?? ''} onChanged={reload} />
          <NotificationsSection />
          <SessionSection session={session} details={details} onChanged={reload} />
          <DataSection details={details} />
          <DeleteSection username={session.account?.username ?? ''} unsent={session.unsent} />
        </AccountSub.Provider>
      )}
    </>
  );
}
