import { expect, it } from 'vitest';
import { newPerson, signIn } from '../../src/dev/drive/main-job.ts';
import { createAccount, openDesk } from './accounts.ts';
import { ask } from './ask.ts';
import { inChromium } from './each-browser.ts';

const popupPage = '/src/popup/index.html?tab';

inChromium('the steps to an account', (world) => {
  /** Somebody who has registered elsewhere: the popup knows nothing of it. */
  async function registered() {
    const desk = await openDesk(world());
    const person = newPerson();
    await ask(desk, 'account.register', person);
    await ask(desk, 'session.remember', { step: 'signIn', username: '', note: null });
    return person;
  }

  it('send a registration once, however fast the button is clicked', async () => {
    const { browser, control } = world();
    const person = newPerson();
    const popup = await browser.openPage(popupPage);
    await popup.click('link', 'Create an account');
    await popup.fill('Username', person.username);
    await popup.fill('Email', person.email);
    await popup.fill('Password', person.password);
    await popup.waitUntilEnabled('button', 'Register', true);
    await popup.evaluate(() => {
      const button = document.querySelector<HTMLButtonElement>('button[type=submit]');
      for (let click = 0; click < 3; click++) button?.click();
    });
    await popup.waitFor('heading', 'Confirm registration');
    expect((await control.calls())['cognito-idp.SignUp']).toBe(1);
  });

  it('lead back to the task that a guest wanted to add', async () => {
    const { browser } = world();
    const person = await createAccount(world(), await openDesk(world()));
    const panel = await browser.openPage('/src/sidepanel/index.html');
    await panel.click('tab', 'My tasks');
    await panel.click('button', 'Add task');
    const popup = await browser.openPage(popupPage);
    await popup.waitForText('the form for your new task opens');
    await browser.stopBackground();
    await signIn(popup, person);
    await panel.activate();
    await panel.waitFor('textbox', 'Name');
    expect(await panel.value('Name')).toBe('');
  });

  it('go on at the code for whoever types their name, with another mail when it is asked for', async () => {
    const { browser, control } = world();
    const person = await registered();
    const popup = await browser.openPage(popupPage);
    await popup.click('link', 'Confirm registration');
    await popup.fill('Username', person.username);

    await control.fault({
      match: 'cognito-idp.ResendConfirmationCode',
      kind: 'fail',
      times: 1,
      status: 400,
      type: 'LimitExceededException',
    });
    await popup.click('button', 'Resend code');
    await popup.waitForText('That was asked too often.');
    await popup.click('button', 'Resend code');
    await popup.waitForText('We sent a new code to');
    await popup.waitForText('again in');
    expect((await control.calls())['cognito-idp.ResendConfirmationCode']).toBe(2);

    await popup.fill('Code', await control.code(person.email));
    await popup.click('button', 'Confirm');
    await popup.waitForText('You have been confirmed. Please sign in.');
    expect(await popup.value('Username')).toBe(person.username);
  });

  it('lead whoever signs in too early to the code, with one new mail', async () => {
    const { browser, control } = world();
    const person = await registered();
    const popup = await browser.openPage(popupPage);
    await popup.fill('Username', person.username);
    await popup.fill('Password', person.password);
    await popup.click('button', 'Sign in');
    await popup.waitFor('heading', 'Confirm registration');
    await popup.waitForText(person.username);
    expect((await control.calls())['cognito-idp.ResendConfirmationCode']).toBe(1);
    await popup.fill('Code', await control.code(person.email));
    await popup.click('button', 'Confirm');
    await popup.waitForText('You have been confirmed. Please sign in.');
  });
});
