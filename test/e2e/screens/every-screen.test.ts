import { expect, it } from 'vitest';
import type { SafeError } from '../../../src/contract/errors.ts';
import { newPerson } from '../../../src/dev/drive/main-job.ts';
import type { Surface } from '../../../src/dev/drive/surface.ts';
import { invite } from '../../background/world/operator.ts';
import { goodPassword } from '../../background/world/world.ts';
import { authenticatorCode, giveBothFactors, secretOnScreen } from '../sign-in/authenticator.ts';
import { createNewcomer, createSignedIn, openDesk } from '../world/accounts.ts';
import { ask } from '../world/ask.ts';
import { inChromium } from '../world/each-browser.ts';
import { tell } from '../world/pushed.ts';
import { sessionSecrets } from '../world/secrets.ts';
import { expectAccessible } from './accessible.ts';

const popupPage = '/src/popup/index.html?tab';
const context = { mfa: 'optional', sms: 'on', requiredAttributes: 'name' };

inChromium(
  'every screen on the way to an account, with everything that can be wrong on it,',
  (world, browserName) => {
    /** The same for every screen: narrow, as a wide one is at 200 % too, and looked at under a name for its picture. */
    const look = async (surface: Surface, screen: string, says?: string | RegExp) => {
      if (says) await surface.waitForText(says);
      expect(await surface.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThan(1);
      await expectAccessible(surface, `${browserName} ${screen}`);
    };

    /** Does something in a popup of its usual width, and looks at what is said then: nothing that can be pressed or typed into has moved. */
    const hear = async (popup: Surface, act: () => Promise<void>, screen: string, says: string) => {
      await popup.setSize(360, 900); // high enough for all of it: a scroll bar takes of the width
      const before = await places(popup);
      await act();
      await popup.waitForText(says);
      expect(await places(popup), screen).toEqual(before);
      await popup.setSize(320, 700);
      await look(popup, screen);
    };

    it('has no serious fault, and nothing on it moves when it says something: registering, confirming, recovering', async () => {
      const { browser, control } = world();
      const refuse = (operation: string, type: string) =>
        control.fault({ match: `cognito-idp.${operation}`, kind: 'fail', times: 1, status: 400, type });
      const popup = await browser.openPage(popupPage);
      await popup.waitFor('heading', 'Sign in');
      const press = (name: string) => () => popup.click('button', name);
      await hear(popup, press('Sign in'), 'sign-in with nothing typed', 'Password is needed.');

      const person = newPerson();
      await popup.click('link', 'Create an account');
      expect(await autofill(popup)).toEqual(['off', 'off', 'off', 'new-password']);
      await popup.fill('Username', '');
      await popup.fill('Email', 'no-email');
      const typePassword = () => popup.fill('Password', 'weak');
      await hear(popup, typePassword, 'register with wrong fields', 'Complete it, like');
      await popup.fill('Username', person.username);
      await popup.fill('Email', person.email);
      await popup.fill('Full name', 'Ida Example');
      await popup.fill('Password', person.password);
      await refuse('SignUp', 'UsernameExistsException');
      await hear(popup, press('Register'), 'register with a name that is taken', 'This username is taken.');
      await popup.fill('Username', `${person.username}x`);
      await refuse('SignUp', 'LimitExceededException');
      await hear(popup, press('Register'), 'register too often', 'That was asked too often.');
      await popup.fill('Username', person.username);
      await popup.click('button', 'Register');

      await popup.waitFor('heading', 'Confirm registration');
      expect(await autofill(popup)).toEqual(['off']);
      const code = await control.code(person.email);
      await popup.fill('Code', code === '000000' ? '111111' : '000000');
      await hear(popup, press('Confirm'), 'confirm with a wrong code', 'This code is wrong. Use the newest.');
      await popup.click('button', 'Use another username');
      await look(popup, 'confirm somebody', 'Type your username and the code');
      await popup.fill('Username', person.username);
      await refuse('ResendConfirmationCode', 'LimitExceededException');
      await hear(popup, press('Resend code'), 'confirm with a code too many', 'That was asked too often.');
      await popup.click('button', 'Resend code');
      await look(popup, 'confirm with a new code', 'We sent a new code to');
      await popup.fill('Code', await control.code(person.email));
      await popup.click('button', 'Confirm');
      await look(popup, 'sign-in after confirming', 'You have been confirmed.');
      expect(await autofill(popup)).toEqual(['off', 'current-password']);

      await popup.click('link', 'Forgot password?');
      await popup.fill('Username', 'nobody');
      await hear(popup, press('Send code'), 'forgot by nobody', 'No account has this username.');
      await popup.fill('Username', person.username);
      await popup.click('button', 'Send code');
      await popup.waitForText('again in');
      expect(await autofill(popup)).toEqual(['off', 'off', 'new-password']);
      await popup.fill('Code', '123456');
      await popup.fill('New password', goodPassword());
      await refuse('ConfirmForgotPassword', 'ExpiredCodeException');
      await hear(popup, press('Save new password'), 'reset with an old code', 'This code has expired.');
      await popup.fill('Code', '123457');
      await refuse('ConfirmForgotPassword', 'PasswordHistoryPolicyViolationException');
      await hear(popup, press('Save new password'), 'reset with an old password', 'You used this before.');
    });

    it('has no serious fault: challenges, terms, the account, leaving it', async () => {
      const { browser, cloud, control } = world();
      const popup = await browser.openPage(popupPage);
      await popup.setSize(320, 700);
      const signIn = async ({ username, password }: { username: string; password: string }) => {
        await popup.waitFor('heading', 'Sign in');
        await popup.fill('Username', ` ${username} `);
        await popup.fill('Password', password);
        await popup.click('button', 'Sign in');
      };
      await signIn({ username: 'nobody', password: 'x' });
      await look(popup, 'sign-in by nobody', 'No account has this username.');

      await signIn(await invite(cloud));
      await popup.waitFor('heading', 'Choose your own password');
      await popup.fill('Full name', 'Ida Example');
      await popup.fill('New password', goodPassword());
      await control.fault({
        match: 'cognito-idp.RespondToAuthChallenge',
        kind: 'fail',
        times: 1,
        status: 400,
        type: 'InvalidPasswordException',
      });
      await popup.click('button', 'Save and sign in');
      await look(popup, 'new password that is refused', 'The user pool refused it.');
      await popup.click('link', 'Back to sign in');

      const desk = await openDesk(world());
      const person = await createNewcomer(world(), desk);
      const secret = await giveBothFactors(world(), person);
      await popup.activate();
      await signIn(person);
      await popup.waitFor('heading', 'How do you want to get your code?');
      await control.fault({
        match: 'cognito-idp.RespondToAuthChallenge',
        kind: 'fail',
        times: 1,
        status: 500,
      });
      const chooseText = () => popup.click('button', 'Text message');
      await hear(
        popup,
        chooseText,
        'choice of a code that failed',
        'The server had an error. Try again later.',
      );
      await chooseText();
      await popup.fill('Code', '000000');
      await popup.click('button', 'Sign in');
      await look(popup, 'wrong code by text message', 'This code is wrong. Use the newest.');
      await popup.click('link', 'Back to sign in');
      await signIn(person);
      await popup.click('button', 'Authenticator app');
      await look(popup, 'code of the authenticator', 'Open your authenticator app');
      await popup.fill('Code', authenticatorCode(secret, 30_000));
      await popup.click('button', 'Sign in');

      await popup.waitFor('heading', 'Terms');
      await control.fault({ match: 'ProfileAPI PUT /profile', kind: 'fail', times: 5 });
      await popup.click('button', 'I agree');
      await look(popup, 'terms that could not be accepted', 'The server had an error. Try again later.');
      await control.noFaults();
      await popup.click('button', 'I agree');
      await popup.waitFor('heading', 'Your account');
      await popup.evaluate(() => document.querySelector('summary')?.click());
      await look(popup, 'account with details', 'Manage account');
      await control.fault({ match: '*', kind: 'drop', times: 1000 });
      await ask(desk, 'tasks.create', { name: 'Not sent' });
      await popup.click('button', 'Sign out');
      await look(popup, 'question before leaving', 'What should happen to it?');
      await popup.click('button', 'Send now');
      await look(popup, 'question before leaving that failed', 'They could not be sent now.');
      await control.noFaults();
      await popup.click('button', 'Discard');
      await popup.waitFor('heading', 'Sign in');

      const session = await ask(desk, 'session.get');
      await tell(desk, { kind: 'session', session: { ...session, configured: false } });
      await look(popup, 'not set up', 'Countersign is not set up');
      const fault: SafeError = { code: 'configurationInvalid', data: { path: 'region', fault: 'missing' } };
      await tell(desk, { kind: 'session', session: { ...session, fault } });
      await look(popup, 'set up with a fault', 'The configuration has a fault');
      await browser.stopBackground();
      await breakDatabase(desk);
      await popup.goto(await popup.evaluate(() => location.href));
      await look(popup, 'no answer', 'Countersign does not answer');
    });

    it('has no serious fault: the account’s own page', async () => {
      const { browser, control } = world();
      const desk = await openDesk(world());
      const person = await createSignedIn(world(), desk);
      const refuse = (operation: string, type: string) =>
        control.fault({ match: `cognito-idp.${operation}`, kind: 'fail', times: 1, status: 400, type });
      await control.fault({ match: 'cognito-idp.GetUser', kind: 'fail', times: 5, status: 500 });
      const page = await browser.openPage('/src/options/index.html#account');
      await page.setSize(320, 900);
      await look(page, 'account page that can’t be read', 'The server had an error. Try again later.');
      await control.noFaults();
      await page.click('button', 'Try again');
      await page.waitFor('heading', 'About you');
      await page.waitForText('You have agreed to the terms.');
      await watchBusyButtons(page);
      await page.click('button', 'Edit Address');
      await page.fill('Address', '12 Example Street');
      await page.click('button', 'Save');
      await page.evaluate(() => document.querySelector('summary')?.click());
      await page.waitForText(/"address": \{\s*"formatted": "12 Example Street"\s*\}/);
      const claims = await page.waitForText('"token_use": "id"');
      expect(claims).toContain(`"email": "${person.email}"`);
      for (const secret of Object.values(await sessionSecrets(desk))) expect(claims).not.toContain(secret);
      await page.activate();
      await look(page, 'account page');

      await page.click('button', 'Set up an authenticator app');
      await secretOnScreen(page);
      await page.fill('Code', '000000');
      await refuse('VerifySoftwareToken', 'EnableSoftwareTokenMFAException');
      await page.click('button', 'Turn on');
      await page.waitForText('This code is wrong. Use the newest.');
      await page.click('button', 'Edit Phone number');
      await page.fill('Phone number', '12');
      await page.click('button', 'Save');
      await page.waitForText('did not accept what was typed');
      await page.click('button', 'Edit Email');
      await page.fill('Email', `new-${person.email}`);
      await page.click('button', 'Save');
      await page.waitForText('waits for its code');
      await page.click('button', 'Change password');
      await page.fill('Current password', 'Wrong-1!');
      await page.fill('New password', goodPassword());
      await page.click('button', 'Change password');
      await page.waitForText('The current password is wrong.');
      expect(await page.evaluate(() => Reflect.get(globalThis, 'busyButtons'))).toEqual({
        'Save, Saving…': 'as wide as before',
        'Turn on, One moment…': 'as wide as before',
        'Change password, Saving…': 'as wide as before',
      });
      await page.click('button', 'Delete account…');
      await look(page, 'account page with everything open');
      await page.setSize(1000, 900);
      await look(page, 'wide account page with everything open');
    });
  },
  { context },
);

/** Writes down of each button that is pressed and gets busy whether it keeps its width, before anything of it is painted. */
function watchBusyButtons(page: Surface): Promise<void> {
  return page.evaluate(() => {
    const seen: Record<string, string> = {};
    Object.assign(globalThis, { busyButtons: seen });
    const before = new WeakMap<Node, { label: string; width: number }>();
    const note = ({ target }: Event) => {
      const button = target instanceof Element && target.closest('button');
      if (button) before.set(button, { label: button.innerText, width: button.offsetWidth });
    };
    addEventListener('click', note, true);
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const was = before.get(target);
        if (!(target instanceof HTMLButtonElement) || !was || !target.ariaBusy) continue;
        const grown = target.offsetWidth - was.width;
        seen[`${was.label}, ${target.innerText}`] = grown ? `${grown} px wider` : 'as wide as before';
      }
    }).observe(document, { subtree: true, attributeFilter: ['aria-busy'] });
  });
}

/** As if a newer version of the extension had been there: no background can read what it has stored. */
async function breakDatabase(desk: Surface): Promise<void> {
  await desk.evaluate(
    () =>
      new Promise<void>((done) => {
        const opening = indexedDB.open('countersign', 1000);
        opening.onsuccess = () => {
          opening.result.close();
          done();
        };
      }),
  );
}

/** The positions of all elements of a screen that can be pressed or typed into. */
function places(surface: Surface): Promise<string[]> {
  return surface.evaluate(() =>
    [...document.querySelectorAll('main :is(button, a, input)')].map((one) => {
      const { x, y, width, height } = one.getBoundingClientRect();
      return `${one.textContent || one.getAttribute('name') || one.id}: ${[x, y + scrollY, width, height].map(Math.round)}`;
    }),
  );
}

/** The `autocomplete` tokens of the fields, in order. SE7: a tab asks for passwords alone; the toolbar's popup asks for more. */
function autofill(surface: Surface): Promise<string[]> {
  return surface.evaluate(
    () =>
      [...document.querySelectorAll('input')]
        .filter(({ type }) => type !== 'checkbox')
        .map((field) => field.getAttribute('autocomplete') ?? ''), // Firefox reads out those it fills in alone
  );
}
