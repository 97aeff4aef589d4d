import { strict as assert } from 'node:assert';
import {
  addTask,
  agree,
  allSent,
  completeTask,
  confirm,
  deleteTask,
  enterPassword,
  figure,
  showCard,
  signIn,
  signOut,
  waitForFigure,
} from '../drive/main-job.ts';
import { until } from '../drive/wait.ts';
import type { Traveller } from './traveller.ts';

interface Step {
  says: string;
  run(traveller: Traveller): Promise<void>;
}

const task = 'Order more paper';
const pageTask = 'Invoice 41';

/** The main job from start to end. Each step starts where the last one ended. */
export const steps: Step[] = [
  {
    says: 'A guest opens the side panel and sees the project dashboard',
    async run(traveller) {
      await traveller.page();
      const panel = await traveller.panel();
      await panel.waitForText('Remaining by project');
      await panel.waitForText('Sign in to see your tasks');
      traveller.openTasks = (await figure(panel, 'open tasks')) ?? 0;
      assert.ok(traveller.openTasks > 0, 'The sample data has open tasks');
      await traveller.album.take('panel-guest', panel);
    },
  },
  {
    says: 'The popup asks to sign in, and offers to create an account',
    async run(traveller) {
      const popup = await traveller.popup();
      await popup.waitFor('heading', 'Sign in');
      await traveller.album.take('popup-sign-in', popup);
    },
  },
  {
    says: 'A weak password shows which rules it breaks, and cannot be sent',
    async run(traveller) {
      const popup = await traveller.popup();
      await popup.click('link', 'Create an account');
      await popup.fill('Username', traveller.person.username);
      await popup.fill('Email', traveller.person.email);
      await popup.fill('Password', 'weak');
      await popup.waitForText('Upper-case letter');
      await popup.waitUntilEnabled('button', 'Register', false);
      await traveller.album.take('popup-register', popup);
    },
  },
  {
    says: 'They register, and are asked for the code',
    async run(traveller) {
      const popup = await traveller.popup();
      await popup.fill('Password', traveller.person.password);
      await popup.click('button', 'Register');
      await popup.waitFor('heading', 'Confirm registration');
      await traveller.album.take('popup-confirm', popup);
    },
  },
  {
    says: 'The popup is closed to read the mail, the background is stopped; the popup opens at the code again',
    async run(traveller) {
      await traveller.closePopup();
      await traveller.world.browser.stopBackground();
      const popup = await traveller.popup();
      await popup.waitFor('heading', 'Confirm registration');
      await popup.waitForText(traveller.person.username);
    },
  },
  {
    says: 'The code from the mail confirms the account',
    async run(traveller) {
      const popup = await traveller.popup();
      await confirm(popup, traveller.person, traveller.world.control);
      await traveller.album.take('popup-confirmed', popup);
    },
  },
  {
    says: 'They sign in, and are asked to accept the terms first',
    async run(traveller) {
      const popup = await traveller.popup();
      await enterPassword(popup, traveller.person);
      await popup.waitFor('heading', 'Terms');
      await traveller.album.take('popup-terms', popup);
    },
  },
  {
    says: 'They agree and see their account',
    async run(traveller) {
      const popup = await traveller.popup();
      await agree(popup);
      await popup.waitForText(traveller.person.email);
      await waitForFigure(popup, 'open', 0);
      await traveller.album.take('popup-account', popup);
    },
  },
  {
    says: 'The side panel has turned to their tasks: there are none yet',
    async run(traveller) {
      await traveller.closePopup();
      const panel = await traveller.panel();
      await panel.click('tab', 'My tasks');
      await panel.waitForText('You do not have any tasks');
      await traveller.album.take('panel-empty', panel);
    },
  },
  {
    says: 'They add tasks, while the background is stopped in between',
    async run(traveller) {
      const panel = await traveller.panel();
      await addTask(panel, { name: task, project: 'Office', due: isoDay(0), description: 'Recycled, 80 g.' });
      await traveller.world.browser.stopBackground();
      await addTask(panel, { name: 'Plan the move', project: 'Office', due: isoDay(1) });
      await addTask(panel, { name: 'Renew the lease', project: 'Office', due: isoDay(-1) });
      await allSent(panel);
      await traveller.album.take('panel-tasks', panel);
    },
  },
  {
    says: 'They complete one and delete one',
    async run(traveller) {
      const panel = await traveller.panel();
      await completeTask(panel, task);
      await deleteTask(panel, 'Renew the lease');
      await allSent(panel);
      await traveller.album.take('panel-completed', panel);
    },
  },
  {
    says: 'The dashboard’s numbers follow, and the server agrees',
    async run(traveller) {
      const panel = await traveller.panel();
      await panel.click('tab', 'Dashboard');
      await waitForFigure(panel, 'open tasks', traveller.openTasks + 1);
      await panel.click('button', 'Refresh');
      await waitForFigure(panel, 'open tasks', traveller.openTasks + 1);
      await traveller.album.take('panel-dashboard', panel);
    },
  },
  {
    says: 'On a web page, a click makes a task of it',
    async run(traveller) {
      const page = await traveller.page();
      const card = await showCard(traveller.world.browser, page);
      await card.waitForText('No task belongs to this page yet.');
      await card.click('button', 'Make a task of this page');
      await card.waitFor('button', `Complete ${pageTask}`);
      await traveller.album.take('page-card', page);
    },
  },
  {
    says: 'The page itself can read nothing of it',
    async run(traveller) {
      const page = await traveller.page();
      const seen = await page.evaluate(() => {
        const roots = [...document.querySelectorAll('*')].map((one) => one.shadowRoot?.textContent ?? '');
        return document.documentElement.outerHTML + roots.join('');
      });
      assert.ok(!seen.includes('Tasks of this page'), 'The page can read the card');
    },
  },
  {
    says: 'They complete the task from the page; the side panel follows',
    async run(traveller) {
      const card = (await traveller.page()).card();
      await card.click('button', `Complete ${pageTask}`);
      await card.waitUntilGone('button', `Complete ${pageTask}`);
      const panel = await traveller.panel();
      await panel.click('tab', 'My tasks');
      await panel.waitFor('button', `Reopen ${pageTask}`);
      await allSent(panel);
    },
  },
  {
    says: 'They sign out: every surface is a guest’s at once, and the dashboard still works',
    async run(traveller) {
      const popup = await traveller.popup();
      await signOut(popup);
      await traveller.closePopup();
      const panel = await traveller.panel();
      await panel.waitForText('Sign in to see your tasks');
      await panel.waitForNoText(task);
      await panel.click('tab', 'Dashboard');
      await panel.click('button', 'Refresh');
      await waitForFigure(panel, 'open tasks', traveller.openTasks + 1);
      const card = (await traveller.page()).card();
      await until('the card to forget the tasks', async () => !(await card.text()).includes(pageTask));
      await traveller.album.take('panel-signed-out', panel);
    },
  },
  {
    says: 'They sign in again: their tasks are there',
    async run(traveller) {
      const popup = await traveller.popup();
      await signIn(popup, traveller.person);
      const panel = await traveller.panel();
      await panel.click('tab', 'My tasks');
      await panel.waitFor('button', 'Complete Plan the move');
      await panel.waitFor('button', `Reopen ${task}`);
      await traveller.closePopup();
    },
  },
  {
    says: 'The browser is started again: they are still signed in',
    async run(traveller) {
      await traveller.restartBrowser();
      await traveller.page();
      const popup = await traveller.popup();
      await popup.waitFor('heading', 'Your account');
      await waitForFigure(popup, 'open', 1);
      const panel = await traveller.panel(() => popup.click('button', 'Open tasks'));
      await panel.waitFor('button', 'Complete Plan the move');
    },
  },
];

/** Today or a day near it, in the local time zone, as `YYYY-MM-DD`. */
function isoDay(daysFromToday: number): string {
  const now = new Date();
  const day = new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate() + daysFromToday));
  return day.toISOString().slice(0, 10);
}
