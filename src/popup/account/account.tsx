import { useEffect, useState } from 'preact/hooks';
import browser from 'webextension-polyfill';
import type { Captured } from '../../contract/capture.ts';
import type { SessionView } from '../../contract/session.ts';
import { SignOut } from '../../ui/account/sign-out.tsx';
import { useSignOutFlow } from '../../ui/account/sign-out-flow.ts';
import { openPanel } from '../../ui/browser/surfaces.ts';
import { Button } from '../../ui/controls/button.tsx';
import { useFirstFocus } from '../../ui/controls/focus.ts';
import { Failure } from '../../ui/controls/note.tsx';
import { useSubmission } from '../../ui/controls/submission.ts';
import { countText, numeral, text } from '../../ui/i18n/texts.ts';
import { useSummary } from '../../ui/state/mirror.ts';
import { CaptureNote, CaptureNotes } from '../capture/capture-notes.tsx';
import { PageActions } from '../capture/page-actions.tsx';
import { QuickEntry } from '../capture/quick-entry.tsx';
import { Frame, openedInTab } from '../frame.tsx';
import { AccountDetails } from './account-details.tsx';
import { DepartedUnsent } from './departed-unsent.tsx';

type Props = { account: NonNullable<SessionView['account']>; session: SessionView };

/** The account, its due tasks, and the links to other screens. */
export function Account({ account, session }: Props) {
  const windowId = useWindowId();
  const leaving = useSignOutFlow();
  const submission = useSubmission();
  const [made, setMade] = useState<Captured | null>(null);
  const heading = useFirstFocus<HTMLHeadingElement>();
  return (
    <Frame
      footer={
        <>
          {!leaving.asking && (
            <p class="muted" role="status">
              {session.unsent > 0 && countText('account_unsent', session.unsent)}
            </p>
          )}
          <SignOut leaving={leaving} unsent={session.unsent} />
        </>
      }
    >
      <h1 class="visually-hidden" ref={heading} tabIndex={-1}>
        {text('account_heading')}
      </h1>
      <div class="who">
        <span class="avatar" aria-hidden="true">
          {initial(account.username)}
        </span>
        <div>
          <p class="username">{account.username}</p>
          <p class="muted small-text">{account.email}</p>
        </div>
      </div>
      <Figures session={session} />
      {/* A question is shown alone: it needs the popup's height, and nothing distracts from it. */}
      {!leaving.asking && (
        <>
          <QuickEntry submission={submission} onMade={setMade} />
          <div class="actions">
            <Button onClick={() => void openPanel(windowId)}>{text('account_open_tasks')}</Button>
            {!openedInTab && <PageActions submission={submission} onMade={setMade} />}
          </div>
          <AccountDetails session={session} leaving={leaving} />
          {/* Content that appears later is below all controls, so it moves none of them. */}
          {made && (
            <div key={made.name} ref={bringIntoView}>
              <CaptureNote captured={made} onUndone={() => setMade(null)} />
            </div>
          )}
          <Failure error={submission.error} />
          <CaptureNotes session={session} />
          {session.departedUnsent > 0 && (
            <DepartedUnsent count={session.departedUnsent} onSettled={() => heading.current?.focus()} />
          )}
        </>
      )}
    </Frame>
  );
}

/** The numbers of tasks. They are dashes until they are known, so that nothing moves. */
function Figures({ session }: { session: SessionView }) {
  const summary = useSummary(session);
  const figure = (value: number | undefined) => (value === undefined ? '–' : numeral(value));
  return (
    <dl class="figures">
      <div>
        <dt>{text('account_due_today')}</dt>
        <dd>{figure(summary?.dueToday)}</dd>
      </div>
      <div>
        <dt>{text('account_overdue')}</dt>
        <dd class={summary?.overdue ? 'overdue' : ''}>{figure(summary?.overdue)}</dd>
      </div>
      <div>
        <dt>{text('account_open')}</dt>
        <dd>{figure(summary?.open)}</dd>
      </div>
    </dl>
  );
}

/** The window's id. It must be known before the click that needs it. */
function useWindowId(): number | undefined {
  const [id, setId] = useState<number>();
  useEffect(() => {
    void browser.windows.getCurrent().then((own) => setId(own.id));
  }, []);
  return id;
}

/** Scrolls an element into view: the browser limits the popup's height. */
const bringIntoView = (one: HTMLElement | null): void => one?.scrollIntoView({ block: 'nearest' });

/** The first character of a name. It may be a surrogate pair. */
function initial(name: string): string {
  return ([...name][0] ?? '').toLocaleUpperCase();
}
