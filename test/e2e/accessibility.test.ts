import { it } from 'vitest';
import { addTask, completeTask, newPerson, register } from '../../src/dev/drive/main-job.ts';
import { expectAccessible } from './accessible.ts';
import { createSignedIn, openDesk } from './accounts.ts';
import { ask } from './ask.ts';
import { inEachBrowser } from './each-browser.ts';

inEachBrowser(
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
      await panel.press('Escape');
      await panel.click('button', 'Filters and groups');
      await panel.select('Group by', 'Due day');
      await panel.click('button', 'Edit Read this aloud');
      await expectAccessible(panel, 'filters and edit form');
      await panel.click('button', 'Cancel');
      await panel.click('button', 'Select');
      await panel.click('checkbox', 'Select Read this aloud');
      await expectAccessible(panel, 'selection');
      await panel.click('button', 'Delete');
      await panel.waitFor('button', 'Undo');
      await expectAccessible(panel, 'undo');
      await ask(desk, 'account.signOut', { unsent: 'discard' });
    });
  },
  { seed: true },
);
