import { expect, it } from 'vitest';
import {
  addTask,
  allSent,
  completeTask,
  deleteTask,
  showCard,
  signIn,
  signOut,
} from '../../../src/dev/drive/main-job.ts';
import { createAccount, createSignedIn, openDesk } from '../world/accounts.ts';
import { ask } from '../world/ask.ts';
import { inEachBrowser } from '../world/each-browser.ts';

inEachBrowser('one session on every surface', (world) => {
  it('turns panels and cards at once when somebody signs in or out, without a reload', async () => {
    const { browser, site } = world();
    const desk = await openDesk(world());
    const person = await createAccount(world(), desk);
    const panel = await browser.openPanel();
    const panelInTab = await browser.openPage('/src/sidepanel/index.html');
    await panel.waitForText('Sign in to see your tasks');
    await panelInTab.waitForText('Sign in to see your tasks');
    const page = await browser.openPage(`${site.url}/handbook`);

    await signIn(await browser.openPopup(), person);
    for (const one of [panel, panelInTab]) {
      await one.click('tab', 'My tasks');
      await one.waitForText('You do not have any tasks');
    }
    const card = await showCard(browser, page);
    await card.waitForText('No task belongs to this page yet.');

    await signOut(await browser.openPopup());
    for (const one of [panel, panelInTab]) await one.waitForText('Sign in to see your tasks');
    await card.waitForNoText('No task belongs to this page yet.');
  });

  it('shows what is done in one place in all others', async () => {
    const { browser, site } = world();
    const desk = await openDesk(world());
    await createSignedIn(world(), desk);
    const page = await browser.openPage(`${site.url}/handbook`);
    const panel = await browser.openPanel();
    const panelInTab = await browser.openPage('/src/sidepanel/index.html');

    await addTask(panel, { name: 'Seen everywhere', project: 'Sync' });
    await panelInTab.waitFor('button', 'Complete Seen everywhere');
    await completeTask(panelInTab, 'Seen everywhere');
    await panel.waitFor('button', 'Reopen Seen everywhere');

    const card = await showCard(browser, page);
    await card.click('button', 'Make a task of this page');
    await panel.waitFor('button', 'Complete Handbook');
    await panel.click('button', 'Complete Handbook');
    await card.waitUntilGone('button', 'Complete Handbook');
    await deleteTask(panel, 'Handbook');
    await panelInTab.activate();
    await panelInTab.waitUntilGone('button', 'Delete Handbook');
    await allSent(panel);

    const popup = await browser.openPopup();
    await popup.waitFor('heading', 'Your account');
    expect((await ask(desk, 'tasks.summary')).open).toBe(0);
  });

  it('is told by the toolbar button, in colour and in words, with how many tasks are due', async () => {
    const desk = await openDesk(world());
    const button = () =>
      desk.evaluate(async () => [await chrome.action.getBadgeText({}), await chrome.action.getTitle({})]);
    const person = await createAccount(world(), desk);
    await expect.poll(button).toEqual(['', expect.stringContaining('guest')]);
    await ask(desk, 'account.signIn', { username: person.username, password: person.password });
    await expect.poll(button).toEqual(['✓', expect.stringContaining('signed in')]);
    const { taskId } = await ask(desk, 'tasks.create', { name: 'Overdue', due: '2026-11-01' });
    await ask(desk, 'tasks.create', { name: 'Some day' });
    await expect.poll(button).toEqual(['1', expect.stringContaining('due today or overdue: 1')]);
    await world().browser.stopBackground();
    await ask(desk, 'session.get');
    expect((await button())[0]).toBe('1');
    await ask(desk, 'tasks.complete', { taskId });
    await expect.poll(button).toEqual(['✓', expect.stringContaining('signed in')]);
    await ask(desk, 'tasks.reopen', { taskId });
    await ask(desk, 'account.signOut', { unsent: 'send' });
    await expect.poll(button).toEqual(['', expect.stringContaining('guest')]);
  });
});
