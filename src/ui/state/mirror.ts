/** The background's state in this screen: read once, then updated by pushes. */
import { useEffect } from 'preact/hooks';
import browser, { type Runtime } from 'webextension-polyfill';
import { type Push, pushChannel } from '../../contract/push.ts';
import type { SessionView } from '../../contract/session.ts';
import { call, noteShownAccount } from './call.ts';
import { createProjectsMirror } from './projects-mirror.ts';
import { revalidateOnFocus } from './revalidate-on-focus.ts';
import { createSessionMirror } from './session-mirror.ts';
import { useStore } from './store.ts';
import { createTasksMirror } from './tasks-mirror.ts';

/** Longest wait for a paint, ms: a hidden page is not painted. */
const paintTimeout = 100;

/** Resolves once the rendered content is on the screen. */
const afterPaint = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, paintTimeout);
  });

const session = createSessionMirror(call);
const tasks = createTasksMirror(call, Date.now, afterPaint);
const projects = createProjectsMirror(call, Date.now);

/** This listener also receives the screen's own requests, so they are told apart. */
const isPush = (message: unknown): message is Push =>
  typeof message === 'object' && message !== null && 'kind' in message;

type RejectedChange = Extract<Push, { kind: 'rejected' }>;
const rejectionListeners = new Set<(change: RejectedChange) => void>();

let epoch: number | undefined;
session.store.subscribe(() => {
  const { value } = session.store.get();
  noteShownAccount(value?.account?.sub);
  const now = value?.epoch;
  if (now === epoch) return;
  epoch = now;
  tasks.forget();
});

function receive(push: Push): void {
  if (push.kind === 'tasks' && !session.store.get().value?.account) return;
  session.receive(push);
  tasks.receive(push);
  projects.receive(push);
  if (push.kind === 'rejected') for (const listener of rejectionListeners) listener(push);
}

const channel = new BroadcastChannel(pushChannel);
// Only the extension's own pages and its background can post to this channel.
channel.onmessage = ({ data }: MessageEvent<Push>) => receive(data);
// A private window of Firefox has channels of its own. A sender with a tab is not the background.
if (browser.extension.inIncognitoContext)
  browser.runtime.onMessage.addListener((message: unknown, { tab }: Runtime.MessageSender) => {
    if (!tab && isPush(message)) receive(message);
  });
void session.load();

/** The session; null until the background has answered once. */
export function useSession() {
  return { ...useStore(session.store), reload: session.load };
}

/** Runs a fetch that nobody asked for. Its failure is not shown; the screen says how old its content is. */
const quietly = (ask: () => Promise<void>) => () => void ask().catch(() => undefined);

/** The account's tasks. A guest's screen fetches nothing. */
export function useTasks(view: SessionView) {
  const account = view.account?.sub;
  useEffect(() => {
    if (!account) return;
    void tasks.load();
    return revalidateOnFocus(quietly(tasks.freshen));
  }, [account, view.epoch]);
  return { ...useStore(tasks.store), refresh: tasks.refresh };
}

/** The number of due tasks; null until known. */
export function useSummary(view: SessionView) {
  const account = view.account?.sub;
  useEffect(() => {
    // If this fails, the figures stay hidden. The screen's own actions show the error.
    if (account) tasks.loadSummary().catch(() => undefined);
  }, [account, view.epoch]);
  return useStore(tasks.summary);
}

/** The projects' counters. They are fetched again after each sign-in and sign-out. */
export function useProjects(view: SessionView) {
  const { configured, epoch } = view;
  useEffect(() => {
    if (!configured) return;
    void projects.load();
    return revalidateOnFocus(quietly(projects.freshen));
  }, [configured, epoch]);
  return { ...useStore(projects.store), refresh: projects.refresh };
}

/** Calls back for each change that the server refused. */
export function useRejectedChanges(listener: (change: RejectedChange) => void): void {
  useEffect(() => {
    rejectionListeners.add(listener);
    return () => {
      rejectionListeners.delete(listener);
    };
  }, [listener]);
}
