import { Secret, TOTP } from 'otpauth';
import { expect, it } from 'vitest';
import type { Person } from '../../../src/dev/drive/main-job.ts';
import { until } from '../../../src/dev/drive/wait.ts';
import { makeAdministrator } from '../../background/world/operator.ts';
import { goodPassword } from '../../background/world/world.ts';
import { expectAccessible } from '../screens/accessible.ts';
import { reach } from '../screens/by-keyboard.ts';
import { createAccount, createSignedIn, openDesk } from '../world/accounts.ts';
import { ask } from '../world/ask.ts';
import { inEachBrowser } from '../world/each-browser.ts';

const accountPage = '/src/options/index.html#account';

inEachBrowser(
  'the account’s own page',
  (world) => {
    it('changes what the person says of themselves, and their address without locking them out', async () => {
      const { browser, control } = world();
      const desk = await openDesk(world());
      const person = await createSignedIn(world(), desk);
      const popup = await browser.openPage('/src/popup/index.html?tab');
      await popup.waitFor('heading', 'Your account');
      let page = await browser.openPage(accountPage);
      await page.waitFor('heading', 'About you');
      await page.click('button', 'Edit Full name');
      await page.fill('Full name', 'Ida Example');
      await page.click('button', 'Save');
      await page.waitForText('Ida Example');
      expect(await page.count('link', 'See all users')).toBe(0);

      const address = `new-${person.email}`;
      await page.click('button', 'Edit Email');
      await page.fill('Email', address);
      await page.click('button', 'Save');
      await page.waitForText(`Until then, ${person.email} stays in use.`);
      await expectAccessible(page, 'account with a change that waits');
      await page.close();
      await browser.stopBackground();

      page = await browser.openPage(accountPage);
      await page.waitForText(`Until then, ${person.email} stays in use.`);
      await page.fill('Code', await control.code(address));
      await page.click('button', 'Confirm');
      await page.waitForNoText('Until then');
      await page.waitForText(address);
      await popup.activate();
      await popup.waitForText(address);
      await page.activate();

      await page.click('button', 'Edit Email');
      await page.fill('Email', person.email);
      await page.click('button', 'Save');
      await page.waitForText(`Until then, ${address} stays in use.`);
      await page.click('button', 'Keep things as they are');
      await page.waitForNoText('Until then');
      await page.waitForText(address);

      // The browser asks nothing when it is allowed to tell of this; from the keyboard it is a person's choice.
      const lock = 'Sign out when nobody is at this computer';
      await reach(page, lock, undefined, 'ArrowDown');
      await until('it to be kept', async () => (await ask(desk, 'ownAccount.details')).lockAfter === 5);
      await until('the page to show it', async () => (await page.value(lock)) === '5');
      await browser.stopBackground();
      await ask(desk, 'session.get');
      await browser.leaveComputer();
      await popup.activate();
      await popup.waitForText('You were signed out because nobody was at this computer.');
    });

    it('changes the password, turns an authenticator on and off, keeps reminders, and ends with the account', async () => {
      const { browser } = world();
      const desk = await openDesk(world());
      const person = await createSignedIn(world(), desk);
      await ask(desk, 'tasks.create', { name: 'Deleted with me' });
      const page = await browser.openPage(accountPage);
      const password = goodPassword();
      await page.click('button', 'Change password');
      await page.fill('Current password', 'Wrong-1!');
      await page.fill('New password', password);
      await page.click('button', 'Change password');
      await page.waitForText('The current password is wrong.');
      await expectAccessible(page, 'account with a wrong password');
      await page.fill('Current password', person.password);
      await page.click('button', 'Change password');
      await page.waitForText('Your password has been changed.');

      await page.click('button', 'Set up an authenticator app');
      const secret = await until('the key to be shown', () =>
        page.evaluate(() => document.querySelector('code')?.textContent?.replaceAll(' ', '') || undefined),
      );
      await expectAccessible(page, 'account with an authenticator that is being set up');
      await page.fill('Code', new TOTP({ secret: Secret.fromBase32(secret) }).generate());
      await page.click('button', 'Turn on');
      await page.waitFor('button', 'Turn off the authenticator app');
      await page.click('button', 'Turn off the authenticator app');
      await page.waitFor('button', 'Set up an authenticator app');

      await page.click('checkbox', 'Tasks that are overdue');
      await page.waitForText('Saved.');
      expect((await ask(desk, 'profile.get')).notifications).toEqual({ dueToday: false, overdue: true });

      await page.click('button', 'Delete account…');
      await page.waitUntilEnabled('button', 'Delete everything', false);
      await page.fill(`Type ${person.username} to go on`, person.username);
      await page.click('button', 'Delete everything');
      await page.waitFor('heading', 'Countersign');
      const popup = await browser.openPage('/src/popup/index.html?tab');
      await popup.waitForText('have been deleted.');
      await popup.fill('Username', person.username);
      await popup.fill('Password', password);
      await popup.click('button', 'Sign in');
      await popup.waitForText('No account has this username.');
    });
  },
  { context: { mfa: 'optional' }, ownWorld: true },
);

inEachBrowser('the list of users', (world) => {
  it('is for administrators: linked from their account, and refused to everybody else by the server', async () => {
    const { browser, cloud } = world();
    const desk = await openDesk(world());
    const [admin, other] = [await createAccount(world(), desk), await createAccount(world(), desk)];
    await makeAdministrator(cloud, admin.username);
    await ask(desk, 'account.signIn', credentialsOf(admin));
    const page = await browser.openPage(accountPage);
    await page.click('link', 'See all users');
    await page.waitForText(other.username);
    await expectAccessible(page, 'users');
    await ask(desk, 'account.signOut', { unsent: 'discard' });
    await ask(desk, 'account.signIn', credentialsOf(other));
    await page.waitForText('Countersign refused this.');
    expect(await page.count('table')).toBe(0);
  });
});

const credentialsOf = ({ username, password }: Person) => ({ username, password });
