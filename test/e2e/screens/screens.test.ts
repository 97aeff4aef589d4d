import { expect, it } from 'vitest';
import { deleteTask, newPerson } from '../../../src/dev/drive/main-job.ts';
import { createAccount, createSignedIn, openDesk } from '../world/accounts.ts';
import { ask } from '../world/ask.ts';
import { inChromium } from '../world/each-browser.ts';

const popupPage = '/src/popup/index.html?tab';
const panelPage = '/src/sidepanel/index.html';

inChromium('what the screens say', (world) => {
  it('each password rule by name, until the password keeps them all; nothing is sent before', async () => {
    const { browser, control } = world();
    const person = newPerson();
    const popup = await browser.openPage(popupPage);
    await popup.click('link', 'Create an account');
    await popup.fill('Username', person.username);
    await popup.fill('Email', person.email);
    for (const [password, missing] of [
      ['Aa1!', '8 characters or more'],
      ['AAAA111!', 'Lower-case letter'],
      ['aaaa111!', 'Upper-case letter'],
      ['Aaaaaaa!', 'Number'],
      ['Aaaa1111', 'Symbol'],
    ] as const) {
      await popup.fill('Password', password);
      const said = await popup.waitForText(new RegExp(`${missing}\\s+\\(missing\\)`));
      expect(said.match(/\(missing\)/g)).toHaveLength(1);
      await popup.waitUntilEnabled('button', 'Register', false);
    }
    await popup.fill('Password', person.password);
    await popup.waitForNoText('(missing)');
    await popup.waitUntilEnabled('button', 'Register', true);
    expect(await control.calls()).not.toHaveProperty('cognito-idp.SignUp');
  });

  it('that there were too many attempts, when the user pool locks the account', async () => {
    const { browser } = world();
    const person = await createAccount(world(), await openDesk(world()));
    const popup = await browser.openPage(popupPage);
    await popup.fill('Username', person.username);
    for (let attempt = 1; attempt <= 6; attempt += 1) {
      await popup.fill('Password', `Wrong-${attempt}-1!`);
      await popup.click('button', 'Sign in');
      await popup.waitForText(attempt <= 5 ? 'Username or password is wrong' : 'Too many attempts');
    }
    expect(await popup.value('Username')).toBe(person.username);
  });

  it('which identity is in use, the same that the identity pool gave', async () => {
    const { browser } = world();
    const desk = await openDesk(world());
    await createSignedIn(world(), desk);
    await ask(desk, 'projects.refresh');
    const { identityId } = await ask(desk, 'session.get');
    expect(identityId).toMatch(/^us-east-1:[0-9a-f-]{36}$/);
    const popup = await browser.openPage(popupPage);
    await popup.waitFor('heading', 'Your account');
    await popup.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    await popup.waitForText(identityId ?? '');
  });

  it('that a refresh failed, keep what was there, and try again', async () => {
    const { browser, control } = world();
    const desk = await openDesk(world());
    await createSignedIn(world(), desk);
    await ask(desk, 'tasks.create', { name: 'Still here', project: 'Shown' });
    const panel = await browser.openPage(panelPage);
    await panel.click('tab', 'Dashboard');
    await panel.waitForText('Shown');
    await control.fault({ match: 'ProjectsAPI GET /projects', kind: 'fail', status: 500, times: 3 });
    await panel.click('button', 'Refresh');
    await panel.waitFor('button', 'Try again');
    await panel.waitForText('Shown');
    await panel.click('button', 'Try again');
    await panel.waitUntilGone('button', 'Try again');
  });

  it('that project names are public, beside the field for one; and two quick deletions take both tasks', async () => {
    const { browser } = world();
    const desk = await openDesk(world());
    await createSignedIn(world(), desk);
    for (const name of ['One', 'Two', 'Three']) await ask(desk, 'tasks.create', { name });
    const panel = await browser.openPage(panelPage);
    await panel.click('tab', 'My tasks');
    await panel.waitFor('button', 'Delete Three');
    await deleteTask(panel, 'One');
    await deleteTask(panel, 'Two');
    await panel.waitUntilGone('button', 'Delete One');
    await panel.waitUntilGone('button', 'Delete Two');
    await panel.waitFor('button', 'Delete Three');
    await panel.click('button', 'Add task');
    await panel.waitForText('Project names are public');
  });
});
