/** The background's state as this screen sees it: read once, then kept in step by pushes. */
import { useEffect } from 'preact/hooks';
import browser, { type Runtime } from 'webextension-polyfill';
import { type Push, pushChannel } from '../../contract/push.ts';
import type { SessionView } from '../../contract/session.ts';
import { afterPaint } from './after-paint.ts';
import { call } from './call.ts';
import { createProjectsMirror } from './projects-mirror.ts';
import { revalidateOnFocus } from './revalidate-on-focus.ts';
import { createSessionMirror } from './session-mirror.ts';
import { noteShownAccount } from './shown-account.ts';
import { useStore } from './store.ts';
import { createTasksMirror } from './tasks-mirror.ts';

const session = createSessionMirror(call);
const tasks = createTasksMirror(call, Date.now, afterPaint);
const projects = createProjectsMirror(call, Date.now);

/** What a screen asks the background for comes by here too. */
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
// Only the extension's own pages and its background can reach this channel.
channel.onmessage = ({ data }: MessageEvent<Push>) => receive(data);
// A private window of Firefox has channels of its own. Whatever has a tab is not the background.
if (browser.extension.inIncognitoContext)
  browser.runtime.onMessage.addListener((message: unknown, { tab }: Runtime.MessageSender) => {
    if (!tab && isPush(message)) receive(message);
  });
void session.load();

/** The session; null until the background has answered for the first time. */
export function useSession() {
  return { ...useStore(session.store), reload: session.load };
}

/** Nobody has asked, so nobody is told of a failure: what is shown says how old it is. */
const quietly = (ask: () => Promise<void>) => () => void ask().catch(() => undefined);

/** The account's tasks; nothing is asked for while nobody is signed in. */
export function useTasks(view: SessionView) {
  const account = view.account?.sub;
  useEffect(() => {
    if (!account) return;
    void tasks.load();
    return revalidateOnFocus(quietly(tasks.freshen));
  }, [account, view.epoch]);
  return { ...useStore(tasks.store), refresh: tasks.refresh };
}

/** How many tasks are due; null until known. */
export function useSummary(view: SessionView) {
  const account = view.account?.sub;
  useEffect(() => {
    // Without an answer the figures stay away; the screen's own actions tell what is wrong.
    if (account) tasks.loadSummary().catch(() => undefined);
  }, [account, view.epoch]);
  return useStore(tasks.summary);
}

/** The projects' counters, asked for again by whoever the person has become. */
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
