import { expect, it } from 'vitest';
import {
  addTask,
  agree,
  allSent,
  deleteTask,
  enterPassword,
  newPerson,
  signOut,
} from '../../../src/dev/drive/main-job.ts';
import type { Surface } from '../../../src/dev/drive/surface.ts';
import { until } from '../../../src/dev/drive/wait.ts';
import { createAccount, createSignedIn, openDesk } from '../world/accounts.ts';
import { ask } from '../world/ask.ts';
import { inChromium, inEachBrowser } from '../world/each-browser.ts';

inEachBrowser(
  'a background that is stopped at any time',
  (world) => {
    it('is not noticed between the steps of register, confirm, sign in, add a task and sign out', async () => {
      const { browser, control, site } = world();
      const stop = () => browser.stopBackground();
      const person = newPerson();
      await browser.openPage(`${site.url}/handbook`);

      let popup = await browser.openPopup();
      await stop();
      await popup.click('link', 'Create an account');
      await stop();
      await popup.fill('Username', person.username);
      await stop();
      await popup.fill('Email', person.email);
      await stop();
      await popup.fill('Password', person.password);
      await stop();
      await popup.click('button', 'Register');
      await popup.waitFor('heading', 'Confirm registration');
      await stop();
      await popup.close();
      await stop();

      popup = await browser.openPopup();
      await popup.waitFor('heading', 'Confirm registration');
      await stop();
      await popup.fill('Code', await control.code(person.email));
      await stop();
      await popup.click('button', 'Confirm');
      await popup.waitForText('You have been confirmed. Please sign in.');
      await stop();
      await enterPassword(popup, person);
      await popup.waitFor('heading', 'Terms');
      await stop();
      await agree(popup);
      await stop();

      const panel = await browser.openPanel();
      await stop();
      await addTask(panel, { name: 'Outlive the worker' });
      await stop();
      await panel.waitFor('button', 'Complete Outlive the worker');
      await panel.click('button', 'Refresh');
      await allSent(panel);
      await stop();

      popup = await browser.openPopup();
      await stop();
      await signOut(popup);
      await stop();
      await panel.waitForText('Sign in to see your tasks');
      await panel.waitForNoText('Outlive the worker');
    });

    it('needs no new sign-in, not even after a crash of the browser', async () => {
      const { browser } = world();
      let desk = await openDesk(world());
      const person = await createSignedIn(world(), desk);
      await browser.stopBackground();
      expect((await ask(desk, 'session.get')).account?.username).toBe(person.username);
      await browser.restart({ kill: true });
      desk = await openDesk(world());
      expect((await ask(desk, 'session.get')).account?.username).toBe(person.username);
      await ask(desk, 'tasks.refresh');
    });

    it('keeps an account to itself: another person signs in and sees nothing of the first', async () => {
      const desk = await openDesk(world());
      await createSignedIn(world(), desk);
      await ask(desk, 'tasks.create', { name: 'Mine alone' });
      await ask(desk, 'account.signOut', { unsent: 'send' });
      const other = await createAccount(world(), desk);
      await ask(desk, 'account.signIn', { username: other.username, password: other.password });
      await ask(desk, 'tasks.refresh');
      expect((await ask(desk, 'tasks.page', { from: 0 })).total).toBe(0);
    });
  },
  { ownWorld: true },
);

inChromium('a background that is stopped after a task was made', (world) => {
  it('sends each task once, when it is stopped right after the task was made', async () => {
    const { browser } = world();
    const desk = await openDesk(world());
    await createSignedIn(world(), desk);
    const names = Array.from({ length: 8 }, (_, at) => `Task ${at}`);
    for (const name of names) {
      await ask(desk, 'tasks.create', { name, project: 'Kills' });
      await browser.stopBackground();
    }
    await expect.poll(async () => (await ask(desk, 'session.get')).unsent).toBe(0);
    await ask(desk, 'tasks.refresh');
    const { tasks } = await ask(desk, 'tasks.page', { from: 0 });
    expect(tasks.map((task) => task.name).sort()).toEqual(names);
    const { projects } = await ask(desk, 'projects.refresh');
    expect(projects).toMatchObject([{ project: 'Kills', added: names.length, completed: 0 }]);
  });

  it('keeps the dashboard’s numbers right without asking the server again', async () => {
    const { browser } = world();
    const desk = await openDesk(world());
    await createSignedIn(world(), desk);
    const panel = await browser.openPanel();
    await panel.waitForText('You do not have any tasks');
    for (let round = 1; round <= 2; round += 1) {
      await addTask(panel, { name: `Stay ${round}`, project: 'Kills' });
      await browser.stopBackground();
      await addTask(panel, { name: `Go ${round}`, project: 'Kills' });
      await allSent(panel);
      await deleteTask(panel, `Go ${round}`);
      await allArrived(desk);
      const { projects } = await ask(desk, 'projects.get');
      expect(projects).toMatchObject([{ project: 'Kills', added: round }]);
    }
  });
});

/** Waits until the server has confirmed every change. */
async function allArrived(desk: Surface): Promise<void> {
  await until('every change to arrive', async () => (await ask(desk, 'session.get')).unsent === 0);
}
