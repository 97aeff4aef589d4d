/** The browser's notifications. The API exists once the person has allowed them. */
import browser from 'webextension-polyfill';
import type { ListedTask } from '../../contract/operations.ts';
import { localDay } from '../../domain/day.ts';
import { fireAndForget } from '../fire-and-forget.ts';
import type { TaskChanges } from './task-changes.ts';

/** The optional permission's API. */
const allowed = (): typeof browser.notifications | undefined => browser.notifications;
const say = browser.i18n.getMessage;

/** Most tasks that get a notification each. */
const most = 3;

async function show(id: string, title: string, message: string, buttons: string[] = []): Promise<void> {
  const api = allowed();
  const iconUrl = browser.runtime.getURL('icons/128.png');
  const options = { type: 'basic', iconUrl, title, message } as const;
  const withButtons = { ...options, buttons: buttons.map((text) => ({ title: text })) };
  try {
    await api?.create(id, withButtons);
  } catch {
    // Firefox has no buttons, and rejects a notification with buttons.
    await api?.create(id, options);
  }
}

/** @param today `YYYY-MM-DD` */
export async function remind(tasks: ListedTask[], today: string): Promise<void> {
  if (tasks.length > most) {
    const names = tasks.map(({ name }) => name).join('\n');
    return show('many', say('remind_many', String(tasks.length)), names);
  }
  for (const { taskId, name, due } of tasks)
    await show(taskId, name, say(due === today ? 'remind_today' : 'remind_overdue'), [
      say('remind_done'),
      say('remind_tomorrow'),
    ]);
}

/** Adds the listener at once if notifications are allowed, otherwise when they become allowed. */
export function listenToNotifications(changes: () => Promise<TaskChanges>): void {
  let listening = false;
  function listen(): void {
    const api = allowed();
    if (!api || listening) return;
    listening = true;
    api.onClicked.addListener((id) => {
      fireAndForget(api.clear(id));
      fireAndForget(browser.tabs.create({ url: browser.runtime.getURL(`src/sidepanel/index.html#${id}`) }));
    });
    api.onButtonClicked?.addListener((id, button) => {
      fireAndForget(api.clear(id));
      const tomorrow = new Date();
      tomorrow.setDate(tomorrow.getDate() + 1);
      fireAndForget(
        changes().then(({ complete, edit }) =>
          button === 0 ? complete(id) : edit(id, { due: localDay(tomorrow) }),
        ),
      );
    });
  }
  listen();
  browser.permissions.onAdded.addListener(listen);
}
