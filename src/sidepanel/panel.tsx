import { useEffect, useState } from 'preact/hooks';
import type { SessionView } from '../contract/session.ts';
import { Note } from '../ui/controls/note.tsx';
import { text } from '../ui/i18n/texts.ts';
import { call } from '../ui/state/call.ts';
import { useProjects, useSession, useTasks } from '../ui/state/mirror.ts';
import { useOnline } from '../ui/state/online.ts';
import { Dashboard } from './dashboard/dashboard.tsx';
import { useDraft } from './form/draft.ts';
import { TasksView } from './list/tasks-view.tsx';
import { NotReady } from './not-ready.tsx';
import { Notices } from './notices.tsx';
import { SignInCard } from './sign-in-card.tsx';
import { type TabName, TabPanel, Tabs } from './tabs.tsx';
import { useTaskActions } from './task-actions.ts';
import { TermsNote } from './terms-note.tsx';

/** The side panel, or the sidebar: the projects for everybody, the tasks for a signed-in person. */
export function Panel() {
  const { value: session, error, reload } = useSession();
  if (!session?.configured || session.fault) {
    return <NotReady session={session} error={error} onRetry={reload} />;
  }
  return <Views key={session.epoch} session={session} />;
}

/** These views belong to one epoch: a sign-in or sign-out mounts them again. */
function Views({ session }: { session: SessionView }) {
  const signedIn = session.account !== null;
  // If the session expired, open on Tasks, where the notice is.
  const [tab, setTab] = useState<TabName>(signedIn || session.ended ? 'tasks' : 'dashboard');
  const projects = useProjects(session);
  const tasks = useTasks(session);
  const actions = useTaskActions();
  const draft = useDraft(actions.attempt);
  const online = useOnline();

  useEffect(() => {
    if (!signedIn || session.intent !== 'addTask') return;
    setTab('tasks');
    void draft.open();
    // The form is open. If this fails, it opens once more later.
    call('session.setIntent', { intent: null }).catch(() => undefined);
  }, [signedIn, session.intent]);

  const refresh = () => {
    void projects.refresh();
    if (signedIn) void tasks.refresh();
  };

  return (
    <>
      <Tabs
        selected={tab}
        onSelect={setTab}
        refreshing={projects.loading || tasks.loading}
        onRefresh={refresh}
      />
      {!online && (
        <div class="banner">
          <Note tone="info">{text('offline_note')}</Note>
        </div>
      )}
      <TabPanel name={tab}>
        {tab === 'dashboard' ? (
          <Dashboard projects={projects} onRetry={refresh} />
        ) : signedIn ? (
          <>
            {session.termsRequired && <TermsNote />}
            <TasksView tasks={tasks} projects={projects.value.projects} draft={draft} actions={actions} />
          </>
        ) : null}
        {!signedIn && <SignInCard ended={session.ended} />}
      </TabPanel>
      <Notices actions={actions} deleting={tasks.value.deleting} />
    </>
  );
}
