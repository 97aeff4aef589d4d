import { expect, it } from 'vitest';
import { addTask, allSent, newPerson, register, signIn } from '../../../src/dev/drive/main-job.ts';
import { createAccount, createSignedIn, openDesk } from '../world/accounts.ts';
import { inChromium } from '../world/each-browser.ts';

const popupPage = '/src/popup/index.html?tab';

inChromium('bad input', (world) => {
  it('when registering names what is wrong, sends nothing before that, and keeps what was typed', async () => {
    const { browser, control } = world();
    const taken = await createAccount(world(), await openDesk(world()));
    const popup = await browser.openPage(popupPage);
    await popup.click('link', 'Create an account');
    await popup.fill('Username', taken.username);
    await popup.fill('Email', 'no-email');
    await popup.fill('Password', 'Weak-1');
    await popup.waitForText('Complete it, like');
    await popup.waitUntilEnabled('button', 'Register', false);
    const sent = (await control.calls())['cognito-idp.SignUp'];

    const person = newPerson();
    await popup.fill('Email', person.email);
    await popup.fill('Password', person.password);
    expect((await control.calls())['cognito-idp.SignUp']).toBe(sent);
    await popup.click('button', 'Register');
    await popup.waitForText('This username is taken.');
    expect(await popup.value('Email')).toBe(person.email);
    await popup.fill('Username', person.username);
    await popup.click('button', 'Register');
    await popup.waitFor('heading', 'Confirm registration');
  });

  it('at the code says whether it is wrong or too old, and a right one clears that', async () => {
    const { browser, control } = world();
    const person = newPerson();
    const popup = await browser.openPage(popupPage);
    await register(popup, person);
    const code = await control.code(person.email);
    const enter = async (typed: string) => {
      await popup.fill('Code', typed);
      await popup.click('button', 'Confirm');
    };
    await enter(code === '000000' ? '000001' : '000000');
    await popup.waitForText('This code is wrong. Use the newest.');
    await control.moveClock(48 * 60 * 60_000);
    await enter(code);
    await popup.waitForText('This code has expired.');
    await control.moveClock(0);
    await enter(code);
    await popup.waitForText('You have been confirmed. Please sign in.');
  });

  it('at the sign-in gives one sentence and keeps the username', async () => {
    const { browser } = world();
    const person = await createAccount(world(), await openDesk(world()));
    const popup = await browser.openPage(popupPage);
    await popup.fill('Username', person.username);
    await popup.fill('Password', 'Wrong-1234');
    await popup.click('button', 'Sign in');
    await popup.waitForText('Username or password is wrong.');
    expect(await popup.value('Username')).toBe(person.username);
    await signIn(popup, person);
  });
});

inChromium('a cloud in trouble', (world) => {
  it.each([
    ['is not there', 'drop', 'The server can’t be reached.'],
    ['answers garbage', 'garble', 'was not understood|had an error'],
    ['has a fault of its own', 'fail', 'The server had an error. Try again later.'],
  ] as const)('that %s gets a sentence, and the sign-in works afterwards', async (_, kind, sentence) => {
    const { browser, control } = world();
    const person = await createAccount(world(), await openDesk(world()));
    const popup = await browser.openPage(popupPage);
    await popup.fill('Username', person.username);
    await popup.fill('Password', person.password);
    await control.fault({ match: '*', kind, times: 50 });
    await popup.click('button', 'Sign in');
    await popup.waitForText(new RegExp(sentence.replace('’', "['’]")), { within: 60_000 });
    await control.noFaults();
    await signIn(popup, person);
  });

  it('loses no task that was added meanwhile', async () => {
    const { browser, control } = world();
    const desk = await openDesk(world());
    await createSignedIn(world(), desk);
    const panel = await browser.openPanel();
    await panel.waitForText('You do not have any tasks');
    await control.fault({ match: '*', kind: 'drop', times: 1000 });
    await addTask(panel, { name: 'Written in the dark' });
    await panel.waitForText('waiting to be sent');
    await control.noFaults();
    await panel.click('button', 'Refresh');
    await allSent(panel);
    await panel.waitFor('button', 'Complete Written in the dark');
    expect((await control.calls())['TasksAPI POST /tasks']).toBeGreaterThan(0);
  });

  it('whose clock is 20 minutes off is spoken to all the same', async () => {
    const { browser, control } = world();
    await control.moveClock(20 * 60_000);
    const desk = await openDesk(world());
    await createSignedIn(world(), desk);
    const panel = await browser.openPanel();
    await addTask(panel, { name: 'In another time' });
    await allSent(panel);
  });
});
