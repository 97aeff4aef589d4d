import { expect, it } from 'vitest';
import { newPerson } from '../../../src/dev/drive/main-job.ts';
import type { Surface } from '../../../src/dev/drive/surface.ts';
import { goodPassword } from '../../background/world/world.ts';
import { createAccount, createSignedIn, openDesk, signInForAMoment } from '../world/accounts.ts';
import { ask } from '../world/ask.ts';
import { inChromium } from '../world/each-browser.ts';
import { everythingStored } from '../world/secrets.ts';
import { authenticatorCode, giveBothFactors } from './authenticator.ts';

const popupPage = '/src/popup/index.html?tab';
const typedCode = '918273';

inChromium(
  'whoever is interrupted',
  (world) => {
    /** Closes the popup, stops the background, and comes back; nothing secret was stored on the way. */
    async function interrupt(popup: Surface, ...secrets: string[]): Promise<Surface> {
      const { browser } = world();
      const desk = await openDesk(world());
      const stored = await everythingStored(desk);
      for (const secret of secrets) expect(stored).not.toContain(secret);
      expect(stored).not.toMatch(new RegExp(`\\b${typedCode}\\b`));
      await popup.close();
      // No browser stops a background that has something to do, as this driver does: what the popup said last is heard first.
      await ask(desk, 'session.get');
      await desk.close();
      await browser.stopBackground();
      return browser.openPage(popupPage);
    }

    it('on the way to an account goes on where they were, but for passwords and codes', async () => {
      const { browser, control } = world();
      const person = newPerson();
      let popup = await browser.openPage(popupPage);
      await popup.fill('Username', person.username);
      await popup.fill('Password', person.password);
      popup = await interrupt(popup, person.password);
      await popup.waitFor('heading', 'Sign in');
      expect(await popup.value('Username')).toBe(person.username);
      expect(await popup.value('Password')).toBe('');

      await popup.click('link', 'Create an account');
      await popup.fill('Email', person.email);
      await popup.fill('Full name', 'Ida Example');
      await popup.fill('Password', person.password);
      popup = await interrupt(popup, person.password);
      await popup.waitFor('heading', 'Create an account');
      expect(await popup.value('Username')).toBe(person.username);
      expect(await popup.value('Email')).toBe(person.email);
      expect(await popup.value('Full name')).toBe('Ida Example');
      await popup.fill('Password', person.password);
      await popup.click('button', 'Register');

      await popup.waitFor('heading', 'Confirm registration');
      await popup.fill('Code', typedCode);
      popup = await interrupt(popup, person.password);
      await popup.waitFor('heading', 'Confirm registration');
      expect(await popup.value('Code')).toBe('');

      // Only a restart of the browser forgets the step, and the sign-in leads back to it.
      await browser.restart();
      popup = await browser.openPage(popupPage);
      await popup.waitFor('heading', 'Sign in');
      await popup.fill('Username', person.username);
      await popup.fill('Password', person.password);
      await popup.click('button', 'Sign in');
      await popup.waitFor('heading', 'Confirm registration');
      popup = await interrupt(popup, person.password);
      await popup.fill('Code', await control.code(person.email));
      await popup.click('button', 'Confirm');
      await popup.waitForText('You have been confirmed.');

      popup = await interrupt(popup, person.password);
      await popup.waitForText('You have been confirmed.');
      await popup.click('link', 'Forgot password?');
      popup = await interrupt(popup);
      expect(await popup.value('Username')).toBe(person.username);
      await popup.click('button', 'Send code');
      await popup.waitForText('We sent a code to');
      const password = goodPassword();
      await popup.fill('Code', typedCode);
      await popup.fill('New password', password);
      popup = await interrupt(popup, password);
      await popup.waitForText('We sent a code to');
      expect(await popup.value('New password')).toBe('');
      await browser.restart();
      popup = await browser.openPage(popupPage);
      await popup.click('link', 'Forgot password?');
      await popup.fill('Username', person.username);
      await popup.click('button', 'Send code');
      await popup.waitForText('We sent a code to');
      await popup.fill('Code', await control.code(person.email));
      await popup.fill('New password', password);
      await popup.click('button', 'Save new password');
      await popup.waitForText('Your password has been changed.');
      popup = await interrupt(popup, password);
      await popup.waitForText('Your password has been changed.');
    });

    it('between password and code answers the same challenge, and is signed in for as long as they wanted', async () => {
      const { browser } = world();
      const desk = await openDesk(world());
      const person = await createAccount(world(), desk);
      const secret = await giveBothFactors(world(), person);
      const begin = async () => {
        const opened = await browser.openPage(popupPage);
        await opened.waitFor('heading', 'Sign in');
        await opened.fill('Username', person.username);
        await opened.fill('Password', person.password);
        await opened.click('checkbox', 'Keep me signed in');
        await opened.click('button', 'Sign in');
        await opened.waitFor('heading', 'How do you want to get your code?');
        return opened;
      };
      let popup = await begin();
      popup = await interrupt(popup, person.password);
      await popup.click('button', 'Authenticator app');
      await popup.fill('Code', typedCode);
      popup = await interrupt(popup, person.password);
      await popup.waitFor('heading', 'Type your code');
      // A challenge is good for minutes: whoever starts the browser anew begins with the password again.
      await browser.restart();
      popup = await begin();
      await popup.click('button', 'Authenticator app');
      await popup.fill('Code', authenticatorCode(secret, 30_000));
      await popup.click('button', 'Sign in');
      await popup.waitFor('heading', 'Your account');

      popup = await interrupt(popup, person.password);
      await popup.waitFor('heading', 'Your account');
      const before = await openDesk(world());
      expect(await before.evaluate(() => chrome.alarms.get('refresh'))).toMatchObject({ name: 'refresh' });
      await browser.restart();
      popup = await browser.openPage(popupPage);
      await popup.waitFor('heading', 'Sign in');
      const after = await openDesk(world());
      expect((await ask(after, 'session.get')).account).toBeNull();
      expect(await after.evaluate(() => chrome.alarms.get('refresh'))).toBeFalsy();
    });

    it('while their account goes is told so where the end of the session was seen first', async () => {
      const { browser, control } = world();
      const desk = await openDesk(world());
      const { username } = await signInForAMoment(world(), desk);
      const watching = await browser.openPage(popupPage);
      await watching.waitFor('heading', 'Your account');
      const page = await browser.openPage('/src/options/index.html#account');
      await page.click('button', 'Delete account…');
      await page.fill(`Type ${username} to go on`, username);
      await control.fault({ match: 'cognito-idp.DeleteUser', kind: 'hang', times: 1, after: true });
      await page.click('button', 'Delete everything');
      await expect.poll(async () => (await control.calls())['cognito-idp.DeleteUser']).toBe(1);
      await page.close();
      await browser.stopBackground();
      await ask(desk, 'session.get');
      await watching.waitForText('have been deleted.');
    });

    it('with a new address that waits for its code finds it waiting, also after a crash of the browser', async () => {
      const { browser, control } = world();
      const desk = await openDesk(world());
      const person = await createSignedIn(world(), desk);
      await ask(desk, 'ownAccount.lockAfter', { minutes: 15 });
      let page = await browser.openPage('/src/options/index.html#account');
      await page.click('button', 'Edit Email');
      await page.fill('Email', `new-${person.email}`);
      await page.click('button', 'Save');
      await page.waitForText(`Until then, ${person.email} stays in use.`);
      await browser.restart({ kill: true });
      page = await browser.openPage('/src/options/index.html#account');
      await page.waitForText(`Until then, ${person.email} stays in use.`);
      expect(await page.value('Sign out when nobody is at this computer')).toBe('15');
      await page.fill('Code', await control.code(`new-${person.email}`));
      await page.click('button', 'Confirm');
      await page.waitForNoText('Until then');
    });

    it('while their account is deleted finds it deleted, whatever had been done until then', async () => {
      const { browser, control } = world();
      const calls = async (call: string) => (await control.calls())[call] ?? 0;
      const interruptions = [
        { call: 'ProfileAPI DELETE /profile', after: false, interrupt: () => browser.stopBackground() },
        { call: 'cognito-idp.DeleteUser', after: true, interrupt: () => browser.restart() },
      ];
      for (const { call, after, interrupt } of interruptions) {
        const desk = await openDesk(world());
        const { username } = await createSignedIn(world(), desk);
        await ask(desk, 'tasks.create', { name: 'Deleted with me' });
        await desk.close();
        const page = await browser.openPage('/src/options/index.html#account');
        await page.click('button', 'Delete account…');
        await page.fill(`Type ${username} to go on`, username);
        const before = await calls(call);
        await control.fault({ match: call, kind: 'hang', times: 1, after });
        await page.click('button', 'Delete everything');
        await expect.poll(() => calls(call)).toBe(before + 1);
        await page.close();
        await interrupt();
        const popup = await browser.openPage(popupPage);
        await popup.waitForText('have been deleted.');
        await popup.fill('Username', username);
        await popup.fill('Password', goodPassword());
        await popup.click('button', 'Sign in');
        await popup.waitForText('No account has this username.');
        await popup.close();
      }
    });
  },
  { context: { mfa: 'optional', sms: 'on', requiredAttributes: 'name' } },
);
