import { expect, it } from 'vitest';
import { newPerson, signIn } from '../../../src/dev/drive/main-job.ts';
import { type LoopbackServer, serveOnLoopback } from '../../../src/dev/loopback.ts';
import { beginAnew, createAccount, openDesk } from '../world/accounts.ts';
import { ask } from '../world/ask.ts';
import { inChromium } from '../world/each-browser.ts';

/** A user pool as the local one, but that it asks for something else after the password. */
function poolThatAsks(ChallengeName: string, address: string): Promise<LoopbackServer> {
  return serveOnLoopback(async (request, response) => {
    const headers = Object.fromEntries(
      [
        'content-type',
        'origin',
        'x-amz-target',
        'access-control-request-method',
        'access-control-request-headers',
      ].flatMap((name) => (request.headers[name] ? [[name, String(request.headers[name])]] : [])),
    );
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = 'GET' } = request;
    const answer = await fetch(address, {
      method,
      headers,
      ...(method === 'POST' && { body: Buffer.concat(chunks) }),
    });
    const text = await answer.text();
    const asks = String(request.headers['x-amz-target']).endsWith('RespondToAuthChallenge');
    const other = JSON.stringify({ ChallengeName, Session: 'session', ChallengeParameters: {} });
    for (const [name, value] of answer.headers)
      if (/^(access-control|content-type)/.test(name)) response.setHeader(name, value);
    response.writeHead(answer.status).end(asks && answer.ok ? other : text);
  });
}

const popupPage = '/src/popup/index.html?tab';

inChromium('the steps to an account', (world) => {
  /** Somebody who has registered elsewhere: the popup knows nothing of it. */
  async function registered() {
    const desk = await openDesk(world());
    const person = newPerson();
    await ask(desk, 'account.register', person);
    await beginAnew(desk);
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

    // As it is pasted from a mail.
    const code = await control.code(person.email);
    await popup.evaluate(() => document.querySelector<HTMLElement>('[name=code]')?.focus());
    await popup.port.type(` ${code.slice(0, 3)} ${code.slice(3)}. `);
    await popup.waitUntilEnabled('button', 'Confirm');
    expect(await popup.value('Code')).toBe(code);
    await popup.click('button', 'Confirm');
    await popup.waitForText('You have been confirmed. Please sign in.');
    expect(await popup.value('Username')).toBe(person.username);
  });

  it('say at once what a user pool asks for that nobody can answer here', async () => {
    const { browser, cloud } = world();
    const { configuration } = cloud;
    const desk = await openDesk(world());
    const person = await createAccount(world(), desk);
    const pool = await poolThatAsks('CUSTOM_CHALLENGE', configuration.endpoints?.userPool ?? '');
    const endpoints = { ...configuration.endpoints, userPool: `${pool.url}/` };
    await ask(desk, 'configuration.import', { configuration: { ...configuration, endpoints } });
    const popup = await browser.openPage(popupPage);
    await popup.fill('Username', person.username);
    await popup.fill('Password', person.password);
    await popup.click('button', 'Sign in');
    await popup.waitForText('The user pool asks for CUSTOM_CHALLENGE');
    await popup.waitUntilEnabled('button', 'Sign in');
    await pool.close();
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
