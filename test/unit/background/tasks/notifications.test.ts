import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ListedTask } from '../../../../src/contract/operations.ts';

type Listener = (...args: unknown[]) => void;

/** A browser's notifications API, with a record of the calls. */
function fakeBrowser({ buttons, allowed }: { buttons: boolean; allowed: boolean }) {
  const event = () => {
    const listeners: Listener[] = [];
    return {
      addListener: (one: Listener) => void listeners.push(one),
      happen: (...args: unknown[]) => {
        for (const one of listeners) one(...args);
      },
      listeners,
    };
  };
  const clicked = event();
  const button = event();
  const added = event();
  const shown: { id: string; title: string; message: string; buttons?: { title: string }[] }[] = [];
  const opened: string[] = [];
  const notifications = {
    create: async (id: string, options: (typeof shown)[number]) => {
      if (options.buttons && !buttons) throw new Error('Property "buttons" is unsupported by Firefox');
      shown.push({ ...options, id });
    },
    clear: async () => true,
    onClicked: clicked,
    onButtonClicked: button, // Firefox has the event, and nothing that could be clicked
  };
  const api = {
    runtime: { id: 'x', getURL: (path: string) => `extension://x/${path}` },
    i18n: { getMessage: (key: string, values: string = '') => `${key} ${values}`.trim() },
    tabs: { create: async ({ url }: { url: string }) => void opened.push(url) },
    permissions: { onAdded: added },
    ...(allowed && { notifications }),
  };
  return { api, notifications, clicked, button, added, shown, opened };
}

const today = '2026-11-20';
const task = (name: string, due = today) => ({ taskId: `id-${name}`, name, due }) as ListedTask; // all that is shown

beforeEach(() => void vi.resetModules());
afterEach(() => vi.unstubAllGlobals());

async function start(options: { buttons: boolean; allowed: boolean }) {
  const fake = fakeBrowser(options);
  vi.stubGlobal('browser', fake.api);
  const { listenToNotifications, remind } = await import('../../../../src/background/tasks/notifications.ts');
  const done: unknown[] = [];
  const changes = {
    complete: async (taskId: string) => void done.push(['complete', taskId]),
    edit: async (taskId: string, fields: object) => void done.push(['edit', taskId, fields]),
  };
  // The two that buttons stand for.
  listenToNotifications(async () => changes as never);
  return { ...fake, remind, done };
}

describe('notifications of due tasks', () => {
  it('have a button for done and one for tomorrow where the browser has buttons', async () => {
    const { remind, shown, button, done } = await start({ buttons: true, allowed: true });
    await remind([task('Call the bank'), task('Old', '2026-11-01')], today);
    expect(shown).toMatchObject([
      {
        id: 'id-Call the bank',
        title: 'Call the bank',
        message: 'remind_today',
        buttons: [{ title: 'remind_done' }, { title: 'remind_tomorrow' }],
      },
      { title: 'Old', message: 'remind_overdue' },
    ]);
    button.happen('id-Old', 0);
    button.happen('id-Old', 1);
    await vi.waitFor(() => expect(done).toHaveLength(2));
    const tomorrow = new Date();
    tomorrow.setDate(tomorrow.getDate() + 1);
    const due = expect.stringMatching(new RegExp(`-${String(tomorrow.getDate()).padStart(2, '0')}$`));
    expect(done).toEqual([
      ['complete', 'id-Old'],
      ['edit', 'id-Old', { due }],
    ]);
  });

  it('have none in Firefox, where a click opens the task', async () => {
    const { remind, shown, clicked, opened } = await start({ buttons: false, allowed: true });
    await remind([task('Call the bank')], today);
    expect(shown[0]).not.toHaveProperty('buttons');
    clicked.happen('id-Call the bank');
    expect(opened).toEqual(['extension://x/src/sidepanel/index.html#id-Call the bank']);
  });

  it('are one with all names where there are many', async () => {
    const { remind, shown } = await start({ buttons: true, allowed: true });
    await remind(
      ['a', 'b', 'c', 'd'].map((name) => task(name)),
      today,
    );
    expect(shown).toMatchObject([{ id: 'many', title: 'remind_many 4', message: 'a\nb\nc\nd' }]);
  });

  it('are listened to from the moment on that they are allowed, and only once', async () => {
    const { api, notifications, clicked, added } = await start({ buttons: true, allowed: false });
    expect(clicked.listeners).toHaveLength(0);
    Object.assign(api, { notifications });
    added.happen();
    added.happen();
    expect(clicked.listeners).toHaveLength(1);
  });
});
