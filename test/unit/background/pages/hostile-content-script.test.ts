/** A content script that its page has taken over: it may ask for what the card offers on its own page, and nothing else. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answer, OperationName, OperationOutput } from '../../../../src/contract/operations.ts';
import { localDay } from '../../../../src/domain/day.ts';
import { type Device, noMoreDevices, startDevice, useDevices } from '../scope/device.ts';

const site = 'https://shop.example';
const here = `${site}/basket`;
interface Place {
  tabId?: number;
  documentId?: string;
  url?: string;
  title?: string;
  id?: string;
}

let device: Device;
/** Tabs that were opened, and popups. */
let opened: number;
beforeAll(useDevices);
afterAll(noMoreDevices);
// What a background still sends would come to the next one's cloud.
afterEach(() => device.settle());
beforeEach(async () => {
  device = await startDevice();
  const { permissions, tabs, action } = device.browser.api as Record<string, Record<string, unknown>>;
  opened = 0;
  Object.assign(permissions ?? {}, { contains: async () => true });
  Object.assign(action ?? {}, {
    openPopup: async () => {
      throw new Error('there is no window in front');
    },
  });
  Object.assign(tabs ?? {}, {
    async create() {
      opened += 1;
    },
    update: async () => {},
  });
});

const start = async () => {
  await device.signIn('ada');
  await device.settle();
};

/** Asks as a content script does. */
async function asPage<N extends OperationName>(
  operation: N,
  input?: object,
  { tabId = 7, documentId = 'first', url = here, title = 'Basket', id }: Place = {},
): Promise<OperationOutput<N>> {
  const sender = {
    id: 'countersign',
    url,
    origin: new URL(url).origin,
    frameId: 0,
    documentId,
    tab: { id: tabId, title },
  };
  const request = { id: id ?? crypto.randomUUID(), operation, input };
  const answer = (await device.browser.onMessage.tell(request, sender)) as Answer<never>;
  if (!answer.ok) throw Object.assign(new Error(answer.error.code), answer.error);
  return answer.value;
}
const coded = (code: string) => expect.objectContaining({ code });

/** A task that the person has made of a page. */
async function taskOf(url: string, name = 'A task'): Promise<string> {
  const taskId = crypto.randomUUID();
  const createdOn = localDay(Date.now());
  await device.ask('tasks.import', {
    tasks: [{ taskId, name, createdOn, completedOn: '', source: { title: name, url } }],
  });
  return taskId;
}
const names = async () => (await device.ask('tasks.page', { from: 0 })).tasks.map(({ name }) => name);
const taskById = async (taskId: string) =>
  (await device.ask('tasks.page', { from: 0 })).tasks.find((task) => task.taskId === taskId);

describe('SE4: a content script in its page’s power', () => {
  beforeEach(start);

  it.each([
    ['of another site', 'https://bank.example/'],
    ['of its own page', here],
  ])('can make no request whose id is that of a task %s, and so delete it', async (_, url) => {
    const taskId = await taskOf(url);
    await expect(asPage('page.createTask', undefined, { id: taskId })).rejects.toEqual(coded('forbidden'));
    await expect(asPage('page.undo', { taskId })).rejects.toEqual(coded('taskNotFound'));
    expect(await names()).toEqual(['A task']);
  });

  it('cannot take a task for one that it made by completing it first', async () => {
    const taskId = await taskOf(here);
    await asPage('page.complete', { taskId });
    await expect(asPage('page.createTask', undefined, { id: taskId })).rejects.toEqual(coded('forbidden'));
    expect(await names()).toEqual(['A task']);
  });

  it('makes one task where it asks again for want of an answer, and can undo it', async () => {
    const id = crypto.randomUUID();
    const first = await asPage('page.createTask', undefined, { id });
    await device.restart();
    expect(await asPage('page.createTask', undefined, { id })).toEqual(first);
    expect(await names()).toEqual(['Basket']);
    await asPage('page.undo', { taskId: 'taskId' in first ? first.taskId : '' });
    expect(await names()).toEqual([]);
  });

  it('does not delete a task that it made and the person has edited since', async () => {
    const made = await asPage('page.createTask');
    const taskId = 'taskId' in made ? made.taskId : '';
    await device.settle();
    await device.ask('tasks.edit', { taskId, description: 'What the person knows of it' });
    await expect(asPage('page.undo', { taskId })).rejects.toEqual(coded('undoTooLate'));
    expect(await taskById(taskId)).toMatchObject({ description: 'What the person knows of it' });
    await device.settle();
    await expect(asPage('page.undo', { taskId })).rejects.toEqual(coded('undoTooLate'));
  });

  it.each([
    ['completed', ['tasks.complete']],
    ['completed and opened again', ['tasks.complete', 'tasks.reopen']],
  ] as const)('does not delete a task that it made and the person has %s since', async (_, operations) => {
    const made = await asPage('page.createTask');
    const taskId = 'taskId' in made ? made.taskId : '';
    for (const operation of operations) await device.ask(operation, { taskId });
    await expect(asPage('page.undo', { taskId })).rejects.toEqual(coded('undoTooLate'));
    expect(await names()).toEqual(['Basket']);
  });

  it('opens no task again that the person has opened and completed since', async () => {
    const taskId = await taskOf(here);
    await asPage('page.complete', { taskId });
    await device.ask('tasks.reopen', { taskId });
    await asPage('page.undo', { taskId });
    await device.ask('tasks.complete', { taskId });
    await asPage('page.undo', { taskId });
    expect(await taskById(taskId)).toMatchObject({ completed: true });
  });

  it('does not open a task again that the person has edited since it was completed', async () => {
    const taskId = await taskOf(here);
    await asPage('page.complete', { taskId });
    await device.ask('tasks.edit', { taskId, description: 'Paid in cash' });
    await expect(asPage('page.undo', { taskId })).rejects.toEqual(coded('undoTooLate'));
    expect(await taskById(taskId)).toMatchObject({ completed: true });
  });

  it.each([false, true])('undoes what is as it was done (sent: %s)', async (sent) => {
    const taskId = await taskOf(here);
    await device.settle();
    await asPage('page.complete', { taskId });
    if (sent) await device.settle();
    await asPage('page.undo', { taskId });
    expect(await taskById(taskId)).toMatchObject({ completed: false });
    const made = await asPage('page.createTask');
    if (sent) await device.settle();
    await asPage('page.undo', { taskId: 'taskId' in made ? made.taskId : '' });
    expect(await names()).toEqual(['A task']);
  });

  it('reaches no task of another address, of its own site neither', async () => {
    const taskId = await taskOf(`${site}/account`);
    await expect(asPage('page.complete', { taskId })).rejects.toEqual(coded('taskNotFound'));
    await expect(asPage('page.undo', { taskId })).rejects.toEqual(coded('taskNotFound'));
  });

  it('opens no task again that the person has completed', async () => {
    const taskId = await taskOf(here);
    await device.ask('tasks.complete', { taskId });
    await asPage('page.complete', { taskId });
    await expect(asPage('page.undo', { taskId })).rejects.toEqual(coded('taskNotFound'));
    expect(await taskById(taskId)).toMatchObject({ completed: true });
  });

  it('undoes once: what the person does afterwards stays', async () => {
    const taskId = await taskOf(here);
    await asPage('page.complete', { taskId });
    await asPage('page.undo', { taskId });
    await device.ask('tasks.complete', { taskId });
    await asPage('page.undo', { taskId });
    expect(await taskById(taskId)).toMatchObject({ completed: true });
  });

  it.each([
    ['the next document of its tab', { documentId: 'second' }],
    ['another tab', { tabId: 8 }],
  ])('undoes nothing that was done by %s', async (_, other) => {
    const taskId = await taskOf(here);
    await asPage('page.complete', { taskId });
    await expect(asPage('page.undo', { taskId }, other)).rejects.toEqual(coded('taskNotFound'));
  });

  it('may give no field of a task, and ask for no operation of a screen', async () => {
    await expect(asPage('page.createTask', { name: 'mine' })).rejects.toEqual(coded('invalidInput'));
    await expect(asPage('tasks.delete', { taskIds: [await taskOf(here)] })).rejects.toEqual(
      coded('forbidden'),
    );
  });
});

describe('SE5: the click on a page', () => {
  it('lets the document speak that was clicked, and not the one that follows it in its tab', async () => {
    await start();
    const { permissions, scripting, tabs } = device.browser.api as Record<string, Record<string, unknown>>;
    Object.assign(permissions ?? {}, { contains: async () => false });
    Object.assign(tabs ?? {}, { query: async () => [{ id: 7, url: here, title: 'Basket' }] });
    Object.assign(scripting ?? {}, { executeScript: async () => [{ documentId: 'first' }] });
    await device.ask('card.show');
    await expect(asPage('page.tasks')).resolves.toEqual([]);
    await expect(asPage('page.tasks', undefined, { documentId: 'second' })).rejects.toEqual(
      coded('forbidden'),
    );
  });

  it('says what was captured to that document alone, and in the popup where it is gone', async () => {
    await start();
    const { contextMenus, scripting, tabs } = device.browser.api as Record<string, Record<string, unknown>>;
    const told: unknown[][] = [];
    let address = here;
    Object.assign(tabs ?? {}, {
      get: async () => ({ url: address }),
      sendMessage: async (...message: unknown[]) => void told.push(message),
    });
    Object.assign(scripting ?? {}, { executeScript: async () => [{ documentId: 'first' }] });
    const { onClicked } = contextMenus as unknown as { onClicked: { tell(...event: unknown[]): void } };
    const click = async (selectionText: string) => {
      onClicked.tell({ menuItemId: 'selection', selectionText }, { id: 7, url: here, title: 'Basket' });
      await device.settle();
      await device.wait(100);
      await device.settle();
    };
    const captures = () => told.filter(([, push]) => (push as { kind: string }).kind === 'captured');
    await click('Zwetschgen');
    expect(captures()).toEqual([[7, expect.anything(), { documentId: 'first' }]]);

    address = 'https://evil.example/';
    await click('Pflaumen');
    expect(captures()).toHaveLength(1);
    expect(await device.ask('capture.notices')).toMatchObject([{ how: 'made', name: 'Pflaumen' }]);
    expect(await names()).toHaveLength(2);
  });
});

describe('SE10: a flood from one tab', () => {
  it('is refused before anything is looked up, and holds up neither another tab nor a screen', async () => {
    await start();
    const { permissions } = device.browser.api as Record<string, Record<string, unknown>>;
    const asked = vi.fn(async () => true);
    Object.assign(permissions ?? {}, { contains: asked });
    const flood = Array.from({ length: 10_000 }, () =>
      asPage('page.tasks').then(
        () => '',
        (error) => error.code,
      ),
    );
    const other = asPage('page.tasks', undefined, { tabId: 8 });
    await expect(other).resolves.toEqual([]);
    expect(await device.session()).toMatchObject({ account: { username: 'ada' } });
    const refused = (await Promise.all(flood)).filter((code) => code === 'throttled');
    expect(refused.length).toBeGreaterThan(9_900);
    expect(asked.mock.calls.length).toBeLessThan(100);
    await device.wait(10_000);
    await expect(asPage('page.tasks')).resolves.toEqual([]);
  });

  it('makes ten tasks and then one every ten seconds, whatever document asks', async () => {
    await start();
    const make = (number: number, documentId: string) =>
      asPage('page.createTask', undefined, {
        title: `Page ${number}`,
        url: `${site}/${number}`,
        documentId,
      }).then(
        ({ how }) => how,
        (error) => error.code,
      );
    const outcomes = [];
    for (let number = 0; number < 20; number += 1) {
      outcomes.push(await make(number, `document ${number % 3}`));
    }
    expect(outcomes.filter((how) => how === 'made')).toHaveLength(10);
    expect(outcomes.slice(10)).toEqual(Array(10).fill('limitExceeded'));
    await device.wait(11_000);
    expect([await make(21, 'x'), await make(22, 'x')]).toEqual(['made', 'limitExceeded']);
    // A person is not held up by it.
    expect(await device.ask('capture.add', { name: 'By hand' })).toMatchObject({ how: 'made' });
  });

  it('has no more where the worker was stopped in between', async () => {
    await start();
    const make = (number: number) =>
      asPage('page.createTask', undefined, { title: `Page ${number}`, url: `${site}/${number}` }).then(
        ({ how }) => how,
        (error) => error.code,
      );
    for (let number = 0; number < 10; number += 1) expect(await make(number)).toBe('made');
    await asPage('page.signIn');
    await device.restart();
    expect(await make(10)).toBe('limitExceeded');
    await expect(asPage('page.signIn')).rejects.toEqual(coded('limitExceeded'));
    await device.wait(11_000);
    await device.restart();
    expect([await make(11), await make(12)]).toEqual(['made', 'limitExceeded']);
    await asPage('page.signIn');
    expect(opened).toBe(2);
    await device.settle();
  });

  it('keeps nothing of a limit that is full again', async () => {
    await start();
    for (let tabId = 0; tabId < 30; tabId += 1) await asPage('page.signIn', undefined, { tabId });
    await device.wait(11_000);
    await asPage('page.signIn', undefined, { tabId: 99 });
    expect(Object.keys(device.browser.session.pagesSignIn ?? {})).toEqual(['99']);
  });

  it('fills no storage with captures of a guest, and leaves room for the person’s own', async () => {
    let tabId = 0;
    const outcomes = new Map<string, number>();
    for (let number = 0; number < 100; number += 1) {
      if (number % 10 === 0) tabId += 1;
      const where = { tabId, title: 'x'.repeat(500), url: `${site}/${number}?${'y'.repeat(1_900)}` };
      const { how } = await asPage('page.createTask', undefined, where);
      outcomes.set(how, (outcomes.get(how) ?? 0) + 1);
    }
    expect(Object.fromEntries(outcomes)).toEqual({ waiting: 50, failed: 50 });
    for (let number = 0; number < 300; number += 1)
      await device.ask('capture.add', { name: `By hand ${number}` });
    expect(await device.ask('capture.notices')).toHaveLength(200);
    expect(JSON.stringify(device.browser.session).length).toBeLessThan(2_000_000);
  });

  it('opens one popup, and another tab opens its own a moment later', async () => {
    for (let number = 0; number < 30; number += 1) await asPage('page.signIn').catch(() => {});
    expect(opened).toBe(1);
    await expect(asPage('page.signIn')).rejects.toEqual(coded('limitExceeded'));
    await asPage('page.signIn', undefined, { tabId: 8 });
    expect(opened).toBe(2);
  });
});
