import { expect, it } from 'vitest';
import type { Push } from '../../../src/contract/push.ts';
import type { Change } from '../../../src/core/tasks/change.ts';
import { builtFor } from '../../../src/dev/build/extension.ts';
import { allSent } from '../../../src/dev/drive/main-job.ts';
import { openBrowser } from '../../../src/dev/drive/open.ts';
import type { Surface } from '../../../src/dev/drive/surface.ts';
import { until } from '../../../src/dev/drive/wait.ts';
import { signIn, startCore } from '../../background/world/world.ts';
import { expectAccessible } from '../screens/accessible.ts';
import { createSignedIn, openDesk } from '../world/accounts.ts';
import { ask } from '../world/ask.ts';
import { inChromium } from '../world/each-browser.ts';

const today = '2026-11-20';
const panelPage = '/src/sidepanel/index.html';

inChromium('another device of the same person', (world) => {
  it('is followed when somebody looks again, and whose version stands is asked where both wrote', async () => {
    const { browser, cloud, control } = world();
    const desk = await openDesk(world());
    const person = await createSignedIn(world(), desk);
    const other = await startCore(cloud);
    await signIn(other, person);
    const panel = await browser.openPage(panelPage);
    await panel.waitForText('You do not have any tasks');

    const made = creation('Made elsewhere');
    await other.tasks.send(made, 1);
    await desk.activate();
    await panel.activate();
    // An earlier request of the panel may still be answered with older data.
    await until('what was made elsewhere to be seen', async () => {
      await longAgo(desk);
      await lookAgain(panel);
      return (await panel.count('button', 'Complete Made elsewhere')) > 0;
    });

    // Both write into the same field: the other device first.
    const changeId = crypto.randomUUID();
    const edit: Change = { kind: 'edit', taskId: made.taskId, changeId, fields: { name: 'Written there' } };
    await other.tasks.send(edit, 1);
    await ask(desk, 'tasks.edit', { taskId: made.taskId, name: 'Written here' });
    await panel.waitForText('Changed here and elsewhere.');
    await panel.waitForText('Written there');
    await expectAccessible(panel, 'conflict');
    await panel.click('button', 'Keep yours');
    await panel.waitUntilGone('button', 'Keep yours');
    await allSent(panel);
    expect(await other.tasks.list()).toMatchObject([{ name: 'Written here', version: 3 }]);

    // A change that the server refuses stays, with its reason.
    await control.fault({ match: 'TasksAPI POST /tasks', kind: 'fail', status: 400, times: 1 });
    await ask(desk, 'tasks.create', { name: 'Refused' });
    await panel.waitForText('Not saved.');
    await expectAccessible(panel, 'refused');
    await panel.click('button', 'Send again');
    await panel.waitForNoText('Not saved.');
    await allSent(panel);
    expect(await other.tasks.list()).toHaveLength(2);
  });

  it('in another profile of the browser has a session of their own', async () => {
    const here = await openDesk(world());
    const person = await createSignedIn(world(), here);
    await ask(here, 'tasks.create', { name: 'Written here' });
    const { cloud } = world();
    const { name } = world().browser;
    const browser = await openBrowser({
      browser: name,
      extensionDir: builtFor(name),
      configuration: cloud.configuration,
    });
    try {
      const panel = await browser.openPage(panelPage);
      await panel.click('tab', 'My tasks');
      await panel.waitForText('Sign in to see your tasks');
      const there = await openDesk({ ...world(), browser });
      await until('all to be sent', async () => (await ask(here, 'session.get')).unsent === 0);
      await ask(there, 'account.signIn', { username: person.username, password: person.password });
      await panel.waitFor('button', 'Complete Written here');
      await ask(here, 'account.signOut', {});
      expect((await ask(there, 'session.get')).account?.username).toBe(person.username);
      await panel.click('button', 'Complete Written here');
      await allSent(panel);
    } finally {
      await browser.remove();
    }
  });
});

inChromium('signing out with unsent changes', (world) => {
  it('asks whether to send, discard or stay; an account whose session ended finds them again', async () => {
    const { browser, control } = world();
    const desk = await openDesk(world());
    const person = await createSignedIn(world(), desk);
    const popup = await browser.openPage('/src/popup/index.html?tab');
    await popup.waitFor('heading', 'Your account');
    await control.fault({ match: '*', kind: 'drop', times: 100_000 });
    await ask(desk, 'tasks.create', { name: 'Unsent' });
    await popup.click('button', 'Sign out');
    await popup.waitForText('1 change has not been sent yet.');
    await expectAccessible(popup, 'unsent changes');
    await popup.click('button', 'Cancel');
    await popup.waitFor('button', 'Sign out');
    expect((await ask(desk, 'session.get')).account?.username).toBe(person.username);
    await popup.click('button', 'Sign out');
    await popup.click('button', 'Send now');
    await popup.waitForText('They could not be sent now.');
    await control.noFaults();
    await popup.click('button', 'Send now');
    await popup.waitFor('heading', 'Sign in');

    const again = { username: person.username, password: person.password };
    await ask(desk, 'account.signIn', again);
    await ask(desk, 'tasks.refresh');
    expect((await ask(desk, 'tasks.page', { from: 0 })).tasks.map(({ name }) => name)).toEqual(['Unsent']);
    await control.fault({ match: '*', kind: 'drop', times: 100_000 });
    await ask(desk, 'tasks.create', { name: 'To be discarded' });
    await popup.waitFor('heading', 'Your account');
    await popup.click('button', 'Sign out');
    await popup.click('button', 'Discard');
    await popup.waitFor('heading', 'Sign in');
    await control.noFaults();
    await control.lifetimes({ idToken: 1, accessToken: 1, credentials: 1 });
    await ask(desk, 'account.signIn', again);
    await ask(desk, 'tasks.refresh');
    expect((await ask(desk, 'tasks.page', { from: 0 })).total).toBe(1);

    // The session ends by itself: what is unsent stays for its account, and for nobody else.
    await control.fault({ match: 'TasksAPI POST /tasks', kind: 'drop', times: 100_000 });
    await ask(desk, 'tasks.create', { name: 'Kept' });
    await ask(desk, 'tasks.keepDraft', { draft: { name: 'Half', project: '', due: '', description: '' } });
    await control.fault({
      match: 'cognito-idp.InitiateAuth',
      kind: 'fail',
      status: 400,
      type: 'NotAuthorizedException',
      times: 1,
    });
    await expect
      .poll(async () => {
        await ask(desk, 'tasks.refresh').catch(() => null);
        return (await ask(desk, 'session.get')).account;
      })
      .toBeNull();
    await control.noFaults();
    await control.lifetimes({ idToken: 3600, accessToken: 3600, credentials: 3600 });
    const stranger = await createSignedIn(world(), desk);
    expect(stranger.username).not.toBe(person.username);
    expect(await ask(desk, 'session.get')).toMatchObject({ unsent: 0 });
    await popup.activate();
    await popup.waitForText('2 changes of another account have not been sent');
    await expectAccessible(popup, 'another account’s unsent changes');
    await popup.click('button', 'Discard…');
    await popup.waitForText("This can't be undone.");
    await expectAccessible(popup, 'discarding another account’s unsent changes');
    await popup.click('button', 'Cancel');
    await popup.click('button', 'Keep for that account');
    await popup.waitForNoText('another account');
    await ask(desk, 'account.signOut', {});
    await ask(desk, 'account.signIn', again);
    expect(await ask(desk, 'tasks.draft')).toMatchObject({ name: 'Half' });
    await expect.poll(async () => (await ask(desk, 'session.get')).unsent).toBe(0);
    await ask(desk, 'tasks.refresh');
    const { tasks } = await ask(desk, 'tasks.page', { from: 0 });
    expect(tasks.map(({ name }) => name).sort()).toEqual(['Kept', 'Unsent']);
  });
});

function creation(name: string): Change {
  const ids = { taskId: crypto.randomUUID(), changeId: crypto.randomUUID() };
  const body = { ...ids, name, project: 'QA', due: '', description: '', createdOn: today };
  return { kind: 'create', ...ids, body };
}

/** Tells the screens that what they show is a minute old, as the background does. */
async function longAgo(page: Surface): Promise<void> {
  const push: Push = {
    kind: 'tasks',
    upserted: [],
    removed: [],
    deleting: [],
    total: 0,
    summary: { open: 0, dueToday: 0, overdue: 0 },
    fetchedAt: Date.now() - 60_000,
  };
  await page.evaluate((message: object) => new BroadcastChannel('countersign').postMessage(message), push);
}

/** As when its window comes to the front: browsers without a window do not tell. */
const lookAgain = (page: Surface): Promise<void> =>
  page.evaluate(() => void dispatchEvent(new Event('focus')));
