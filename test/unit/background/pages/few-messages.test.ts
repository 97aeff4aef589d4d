/** Whoever shows nothing of what has changed is told nothing: neither at a change nor when the background wakes. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Push } from '../../../../src/contract/push.ts';
import { type Device, noMoreDevices, startDevice, useDevices } from '../scope/device.ts';
import { ownSender } from '../scope/fake-browser.ts';
import { wordsOf } from '../scope/fake-cloud.ts';

const site = 'https://shop.example';
const tabCount = 400;

let device: Device;
let pushes: Push[];
beforeAll(useDevices);
afterAll(noMoreDevices);
beforeEach(async () => {
  device = await startDevice();
  await device.signIn('ada');
  await device.settle();
  // Every tenth shows a page that nobody may see, every fourth is in front of its window.
  device.browser.tabs = Array.from({ length: tabCount }, (_, id) => ({
    id,
    ...(id % 10 !== 9 && {
      url: `${site}/orders/${id}?utm_source=mail#part`,
      title: wordsOf('ada', `${id}`),
    }),
    active: id % 4 === 0,
    discarded: id % 50 === 1,
  }));
  grantSites(true);
  listen();
});

/** Whether each site that can be seen is granted. */
function grantSites(granted: boolean): void {
  Object.assign(device.browser.api.permissions ?? {}, { contains: async () => granted });
}

/** The person clicks for the card of that tab. */
async function clickOn(tab: number): Promise<void> {
  const { scripting, tabs } = device.browser.api as Record<string, Record<string, unknown>>;
  Object.assign(scripting ?? {}, { executeScript: async () => [{ documentId: `document of ${tab}` }] });
  const { query } = tabs as { query: unknown };
  Object.assign(tabs ?? {}, { query: async () => [device.browser.tabs[tab]] });
  await device.ask('card.show');
  Object.assign(tabs ?? {}, { query });
  listen();
}

/** Counts from now on. */
function listen(): void {
  pushes = [];
  device.browser.tabMessages = [];
  device.onPush = (push) => void pushes.push(push);
}
const told = () => device.browser.tabMessages.map(({ tabId, push }) => `${push.kind} to ${tabId}`);

/** Makes a task of the page in that tab, and has it sent. */
async function makeOf(tab: number): Promise<string> {
  const url = `${site}/orders/${tab}`;
  const source = { title: `${tab}`, url };
  const day = { due: '', createdOn: '2026-11-20', completedOn: '' };
  const taskId = crypto.randomUUID();
  const name = wordsOf('ada', `${tab}`);
  await device.ask('tasks.import', { tasks: [{ taskId, name, ...day, source }] });
  await device.settle();
  return taskId;
}

describe(`PG10: one tick with ${tabCount} tabs open`, () => {
  it('is told to the page that the task belongs to, and to no other; with the screens, six messages', async () => {
    const taskId = await makeOf(8);
    await device.ask('projects.refresh');
    await device.settle();
    listen();
    await device.ask('tasks.complete', { taskId });
    await device.settle();
    expect(told()).toEqual(['tasks to 8']);
    expect(pushes.map(({ kind }) => kind).sort()).toEqual(
      ['projects', 'session', 'session', 'tasks', 'tasks'].sort(),
    );
    expect(told().length + pushes.length).toBeLessThanOrEqual(6);
  });

  it.each([
    ['a page behind another one of its window', 3],
    ['a page that may not be seen', 29],
    ['a page that is not open', 4000],
  ])('of %s is told to no page', async (_, tab) => {
    const taskId = await makeOf(tab);
    listen();
    await device.ask('tasks.complete', { taskId });
    await device.settle();
    expect(told()).toEqual([]);
  });

  it('of no page is told to no page', async () => {
    const { taskId } = await device.ask('tasks.create', { name: wordsOf('ada', 'of no page') });
    await device.settle();
    listen();
    await device.ask('tasks.complete', { taskId });
    await device.settle();
    expect(told()).toEqual([]);
  });

  it('is told of what the pages show: not of a description, not of what was sent', async () => {
    const taskId = await makeOf(8);
    listen();
    await device.ask('tasks.edit', { taskId, description: wordsOf('ada', 'more') });
    await device.settle();
    expect(told()).toEqual([]);
    await device.ask('tasks.edit', { taskId, due: '2026-12-01' });
    await device.settle();
    expect(told()).toEqual(['tasks to 8']);
  });

  it('is told of what goes, and of what comes back', async () => {
    const taskId = await makeOf(8);
    listen();
    await device.ask('tasks.delete', { taskIds: [taskId] });
    await device.settle();
    expect(told()).toEqual(['tasks to 8']);
    await device.ask('tasks.restore', { taskIds: [taskId] });
    await device.settle();
    expect(told()).toEqual(['tasks to 8', 'tasks to 8']);
  });

  it('is told of several at once as one, to each page', async () => {
    const ids = [await makeOf(4), await makeOf(8), await makeOf(8)];
    listen();
    await device.ask('tasks.completeAll', { taskIds: ids });
    await device.settle();
    expect(told()).toEqual(['tasks to 4', 'tasks to 8']);
  });
});

describe('PG10: a background that wakes', () => {
  it('tells nobody anything, and draws nothing, while nothing has changed', async () => {
    await makeOf(8);
    await device.ask('tasks.summary');
    await device.restart();
    listen();
    device.browser.buttonsDrawn = 0;
    expect((await device.session()).account?.username).toBe('ada');
    await device.ask('tasks.summary');
    await device.settle();
    expect(told()).toEqual([]);
    expect(pushes).toEqual([]);
    expect(device.browser.buttonsDrawn).toBe(0);
  });

  it('knows how many tasks are due, as the one before has told it', async () => {
    await device.ask('tasks.create', { name: wordsOf('ada', 'due'), due: '2026-11-20' });
    await device.settle();
    await device.restart();
    expect((await device.session()).due).toBe(1);
  });

  it('tells the page of a change that the one before has written down and not told', async () => {
    const taskId = await makeOf(8);
    listen();
    const asked = device.browser.onMessage.tell(
      { id: crypto.randomUUID(), operation: 'tasks.delete', input: { taskIds: [taskId] } },
      ownSender,
    );
    device.onPush = () => {
      throw new Error('stopped');
    };
    await (asked as Promise<unknown>);
    await device.restart();
    listen();
    await device.ask('tasks.page', { from: 0 });
    await device.settle();
    expect(pushes.map(({ kind }) => kind)).toEqual(['session', 'tasks']);
    expect(told()).toEqual(['tasks to 8']);
  });
});

/** The tabs in front of their windows whose page may be seen. */
const inView = () => device.browser.tabs.filter(({ url, active }) => url && active).map(({ id }) => id);
const guest = { kind: 'session', session: { signedIn: false, configured: true } };

describe('SE5: a sign-out and a sign-in', () => {
  it('are told to the granted pages in view, once, and without a word of who or whether', async () => {
    await device.ask('account.signOut', {});
    await device.settle();
    const again = inView().map((tabId) => ({ tabId, push: { kind: 'tasks' } }));
    expect(again).toHaveLength(100);
    expect(device.browser.tabMessages).toEqual(again);
    listen();
    await device.signIn('ben');
    await device.settle();
    expect(device.browser.tabMessages).toEqual(again);
  });

  it('are told to no page where nothing is granted', async () => {
    grantSites(false);
    await device.ask('account.signOut', {});
    await device.signIn('ben');
    await device.settle();
    expect(told()).toEqual([]);
  });

  it('are told to a card, in view or not, so that it clears at once', async () => {
    grantSites(false);
    await clickOn(8);
    await clickOn(11);
    await device.ask('account.signOut', {});
    await device.settle();
    expect(device.browser.tabMessages).toEqual([
      { tabId: 8, push: guest },
      { tabId: 11, push: guest },
    ]);
  });

  it('are told to no page whose card was closed', async () => {
    grantSites(false);
    await clickOn(8);
    const { url = '' } = device.browser.tabs[8] ?? {};
    const card = { id: 'countersign', url, frameId: 0, documentId: 'document of 8', tab: { id: 8 } };
    const leave = { id: crypto.randomUUID(), operation: 'page.leave' };
    expect(await device.browser.onMessage.tell(leave, card)).toMatchObject({ ok: true });
    await makeOf(8);
    listen();
    await device.ask('account.signOut', {});
    await device.settle();
    expect(told()).toEqual([]);
  });
});

describe('SE5: a change of a page’s tasks', () => {
  it('is told to no page that may not ask for them', async () => {
    grantSites(false);
    await makeOf(8);
    expect(told()).toEqual([]);
    await clickOn(8);
    await makeOf(8);
    expect(told()).toEqual(['tasks to 8']);
  });
});

describe('PG10: a site that is revoked', () => {
  it('is told to each open tab, once: nobody sees any more which were of that site', async () => {
    const { onRemoved } = device.browser.api.permissions as unknown as {
      onRemoved: { tell(...event: unknown[]): void };
    };
    onRemoved.tell({ origins: [`${site}/*`] });
    await device.settle();
    expect(told()).toHaveLength(device.browser.tabs.filter(({ discarded }) => !discarded).length);
    expect(new Set(told()).size).toBe(told().length);
  });
});
