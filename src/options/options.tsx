import type { SessionView } from '../contract/session.ts';
import { Mark } from '../ui/controls/icon.tsx';
import { Failure } from '../ui/controls/note.tsx';
import { text } from '../ui/i18n/texts.ts';
import { useSession } from '../ui/state/mirror.ts';
import { AccountPage } from './account/account-page.tsx';
import { ConfigurationSection } from './configuration/configuration-section.tsx';
import { SitesSection } from './sites/sites-section.tsx';
import { Start } from './start.tsx';
import { TasksPage } from './tasks/tasks-page.tsx';
import { useView, type View, Views } from './views.tsx';

/** The options page. It opens after the installation, and has the configuration, the account and the task files. */
export function Options() {
  const { value: session, error, reload } = useSession();
  const asked = useView();
  const view: View = session?.account ? asked : 'setup';
  return (
    <>
      <header class="hero">
        <Mark size={48} />
        <div>
          <h1>{text(`view_${view}_heading`)}</h1>
          <p class="muted">
            {session?.account && view !== 'setup' ? session.account.username : text('options_lead')}
          </p>
        </div>
      </header>
      {session?.account && <Views current={view} />}
      <Failure error={error} onRetry={() => void reload()} />
      {session && <Shown view={view} session={session} />}
    </>
  );
}

function Shown({ view, session }: { view: View; session: SessionView }) {
  if (view === 'tasks' && session.account) return <TasksPage key={session.account.sub} />;
  if ((view === 'account' || view === 'users') && session.account)
    return <AccountPage key={session.account.sub} session={session} view={view} />;
  return (
    <>
      <Start session={session} />
      <SitesSection />
      <ConfigurationSection session={session} />
    </>
  );
}
