import { it } from 'vitest';
import { addTask, allSent, completeTask, newPerson, register } from '../../../src/dev/drive/main-job.ts';
import { createSignedIn, openDesk } from '../world/accounts.ts';
import { ask } from '../world/ask.ts';
import { inChromium } from '../world/each-browser.ts';
import { numberedTask, pushTasks, tell } from '../world/pushed.ts';
import { expectAccessible, expectFitsAtDoubleSize } from './accessible.ts';

inChromium(
  'the screens',
  (world) => {
    it('have no serious fault for people who use them by keyboard or screen reader', async () => {
      const { browser } = world();
      const popup = await browser.openPage('/src/popup/index.html?tab');
      await popup.waitFor('heading', 'Sign in');
      await expectAccessible(popup, 'sign in');
      await popup.click('link', 'Create an account');
      await popup.fill('Username', 'x');
      await popup.fill('Password', 'weak');
      await expectAccessible(popup, 'register');
      await popup.click('link', 'Sign in instead');
      await register(popup, newPerson());
      await expectAccessible(popup, 'confirm');

      const panel = await browser.openPage('/src/sidepanel/index.html');
      await panel.waitForText('Remaining by project');
      await expectAccessible(panel, 'guest panel');

      const desk = await openDesk(world());
      await expectAccessible(desk, 'options');
      await createSignedIn(world(), desk);
      await popup.activate();
      await popup.waitFor('heading', 'Your account');
      await expectAccessible(popup, 'account');
      await panel.click('tab', 'My tasks');
      await expectAccessible(panel, 'no tasks');
      await addTask(panel, { name: 'Read this aloud', project: 'Voices' });
      await addTask(panel, { name: 'And this', project: 'Voices' });
      await completeTask(panel, 'And this');
      await expectAccessible(panel, 'tasks');
      await panel.click('button', 'Add task');
      await panel.fill('Name', 'Half a form');
      await expectAccessible(panel, 'add form');
      await expectFitsAtDoubleSize(panel, 'add form');
      await panel.press('Escape');
      await panel.click('button', 'Filters and groups');
      await panel.select('Group by', 'Due day');
      await panel.click('button', 'Edit Read this aloud');
      await expectAccessible(panel, 'filters and edit form');
      await expectFitsAtDoubleSize(panel, 'filters and edit form');
      await panel.click('button', 'Cancel');
      await panel.click('button', 'Select');
      await panel.click('checkbox', 'Select Read this aloud');
      await expectAccessible(panel, 'selection');
      await expectFitsAtDoubleSize(panel, 'selection');
      await panel.click('button', 'Delete');
      await panel.waitFor('button', 'Undo');
      await expectAccessible(panel, 'undo');
      await expectFitsAtDoubleSize(panel, 'undo');
      await ask(desk, 'account.signOut', { unsent: 'discard' });
    });
  },
  { seed: true },
);

inChromium('the screens', (world) => {
  it('have none when things go wrong, either', async () => {
    const { browser, control } = world();
    const desk = await openDesk(world());
    const panel = await browser.openPage('/src/sidepanel/index.html');
    await panel.waitForText('Nothing left to do in any project.');
    await tell(desk, {
      kind: 'session',
      session: { ...(await ask(desk, 'session.get')), ended: 'expired' },
    });
    await panel.waitForText('Your session has ended.');
    await expectAccessible(panel, 'session ended');
    await expectFitsAtDoubleSize(panel, 'session ended');
    await createSignedIn(world(), desk);
    await panel.waitForText('You do not have any tasks');
    for (const project of ['Voices', 'Colours']) await ask(desk, 'tasks.create', { name: project, project });
    await panel.waitFor('button', 'Complete Colours');
    await allSent(panel);
    const session = await ask(desk, 'session.get');
    await tell(desk, { kind: 'session', session: { ...session, termsRequired: true } });
    await panel.waitFor('button', 'Read the terms');
    const mine = numberedTask(1, { name: 'Mine', due: '2026-11-20' });
    const theirs = { ...mine, name: 'Theirs', project: 'Elsewhere' };
    await pushTasks(desk, [
      { ...theirs, sync: { conflict: { mine, theirs } } },
      numberedTask(2, { sync: { conflict: { mine: null, theirs } } }),
      numberedTask(3, { sync: { rejected: { code: 'taskRejected' } } }),
      numberedTask(4, { sync: 'waiting' }),
    ]);
    await tell(desk, { kind: 'rejected', name: 'Task 3', error: { code: 'taskRejected' } });
    await panel.waitForText('could not be saved');
    await panel.setOnline(false);
    await panel.waitForText('You are offline.');
    await expectAccessible(panel, 'conflicts, offline, terms, failure');
    await expectFitsAtDoubleSize(panel, 'conflicts, offline, terms, failure');
    await panel.setOnline(true);
    await panel.fill('Filter', 'zebra');
    await panel.waitFor('button', 'Clear filter');
    await expectAccessible(panel, 'nothing found');
    await control.fault({ match: 'ProjectsAPI GET /projects', kind: 'fail', status: 500, times: 3 });
    await panel.click('tab', 'Dashboard');
    await panel.click('button', 'Refresh');
    await panel.waitFor('button', 'Try again');
    await panel.evaluate(() => document.querySelector<HTMLElement>('.chart')?.focus());
    await expectAccessible(panel, 'dashboard with a failure');
    await expectFitsAtDoubleSize(panel, 'dashboard with a failure');
    await tell(desk, { kind: 'session', session: { ...session, configured: false } });
    await panel.waitFor('heading', 'Countersign is not set up');
    await expectAccessible(panel, 'not set up');
    await expectFitsAtDoubleSize(panel, 'not set up');
  });
});
