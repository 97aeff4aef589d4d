import { Secret, TOTP } from 'otpauth';
import { expect, it } from 'vitest';
import { until } from '../../../src/dev/drive/wait.ts';
import { invite } from '../../background/world/operator.ts';
import { goodPassword } from '../../background/world/world.ts';
import { expectAccessible } from '../screens/accessible.ts';
import { createAccount, openDesk } from '../world/accounts.ts';
import { inEachBrowser } from '../world/each-browser.ts';

const popupPage = '/src/popup/index.html?tab';

inEachBrowser('the ways into an account', (world) => {
  it('lead back to a forgotten password, through a closed popup and a stopped background', async () => {
    const { browser, control } = world();
    const desk = await openDesk(world());
    const person = await createAccount(world(), desk);
    let popup = await browser.openPage(popupPage);
    await popup.fill('Username', person.username);
    await popup.click('link', 'Forgot password?');
    await popup.waitFor('heading', 'Reset password');
    expect(await popup.value('Username')).toBe(person.username);
    await popup.click('button', 'Send code');
    await popup.waitForText('We sent a code to');
    await popup.waitForText('again in');
    await expectAccessible(popup, 'reset password');
    await popup.close();
    await browser.stopBackground();

    popup = await browser.openPage(popupPage);
    await popup.waitFor('heading', 'Reset password');
    const code = await control.code(person.email);
    const password = goodPassword();
    await popup.fill('Code', code === '000000' ? '111111' : '000000');
    await popup.fill('New password', password);
    await popup.click('button', 'Save new password');
    await popup.waitForText('This code is wrong. Use the newest.');
    await expectAccessible(popup, 'reset password, wrong code');
    await popup.fill('Code', code);
    await popup.click('button', 'Save new password');
    await popup.waitForText('Your password has been changed.');
    expect(await popup.value('Username')).toBe(person.username);
    await popup.fill('Password', password);
    await popup.click('button', 'Sign in');
    await popup.waitFor('heading', 'Your account');
  });
});

inEachBrowser(
  'the ways into an account that needs more than a password',
  (world) => {
    it('ask for a password of one’s own and for an authenticator, and go on after every interruption', async () => {
      const { browser, cloud, control } = world();
      const person = await invite(cloud);
      let popup = await browser.openPage(popupPage);
      await popup.fill('Username', person.username);
      await popup.fill('Password', person.password);
      await popup.click('button', 'Sign in');
      await popup.waitFor('heading', 'Choose your own password');
      await expectAccessible(popup, 'new password');
      const password = goodPassword();
      await popup.fill('New password', password);
      await popup.fill('Full name', 'Ida Example');
      await control.fault({
        match: 'cognito-idp.AssociateSoftwareToken',
        kind: 'fail',
        times: 1,
        status: 500,
      });
      await popup.click('button', 'Save and sign in');
      await popup.waitFor('heading', 'Set up an authenticator app');
      await popup.waitForText('The server had an error. Try again later.');
      await expectAccessible(popup, 'authenticator without its key');
      await popup.click('button', 'Try again');
      const shown = () =>
        popup.evaluate(() => document.querySelector('code')?.textContent?.replaceAll(' ', '') || undefined);
      const secret = await until('the key to be shown', shown);
      await expectAccessible(popup, 'authenticator set-up');
      await popup.close();
      await browser.stopBackground();

      popup = await browser.openPage(popupPage);
      await popup.waitFor('heading', 'Set up an authenticator app');
      expect(await until('the key to be shown again', shown)).toBe(secret);
      const codeAt = (ms: number) =>
        new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + ms });
      await popup.fill('Code', codeAt(-10 * 60_000));
      await popup.click('button', 'Turn on');
      await popup.waitForText('This code is wrong. Use the newest.');
      await expectAccessible(popup, 'authenticator set-up, wrong code');
      await popup.fill('Code', codeAt(0));
      await popup.click('button', 'Turn on');
      await popup.waitFor('heading', 'Terms');
      await popup.click('button', 'Sign out');

      await popup.waitFor('heading', 'Sign in');
      await popup.fill('Username', person.username);
      await popup.fill('Password', password);
      await popup.click('button', 'Sign in');
      await popup.waitFor('heading', 'Type your code');
      await expectAccessible(popup, 'code');
      await browser.stopBackground();
      await popup.fill('Code', codeAt(30_000));
      await popup.click('button', 'Sign in');
      await popup.waitFor('heading', 'Terms');
    });
  },
  { context: { mfa: 'required', requiredAttributes: 'name' } },
);
