import { useEffect, useState } from 'preact/hooks';
import type { EndReason, SessionView } from '../contract/session.ts';
import { openPopup } from '../ui/browser/surfaces.ts';
import { Button } from '../ui/controls/button.tsx';
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
import { type TabName, TabPanel, Tabs } from './tabs.tsx';
import { useTaskActions } from './task-actions.ts';

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

/** Says that nothing is sent before the terms are agreed to, and links to them. */
function TermsNote() {
  return (
    <div class="banner">
      <Note tone="info">
        <span>{text('terms_note')}</span>
        <button type="button" class="link" onClick={() => void openPopup()}>
          {text('terms_open')}
        </button>
      </Note>
    </div>
  );
}

/** Replaces the tasks for a guest. */
function SignInCard({ ended }: { ended: EndReason | null }) {
  const addTask = () => {
    // Without the intent the sign-in still works, and the form is one click away.
    call('session.setIntent', { intent: 'addTask' }).catch(() => undefined);
    void openPopup();
  };
  return (
    <section class="sign-in-card">
      <Note tone="info">{text(ended ? `ended_${ended}` : 'guest_tasks')}</Note>
      <div class="buttons">
        <Button small onClick={() => void openPopup()}>
          {text('signIn_submit')}
        </Button>
        <Button small quiet onClick={addTask}>
          {text('tasks_add')}
        </Button>
      </div>
    </section>
  );
}
