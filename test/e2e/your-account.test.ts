import { Secret, TOTP } from 'otpauth';
import { expect, it } from 'vitest';
import type { Surface } from '../../src/dev/drive/surface.ts';
import { until } from '../../src/dev/drive/wait.ts';
import type { World } from '../../src/dev/drive/world.ts';
import { expectAccessible } from './accessible.ts';
import { accounts, createSignedIn, openDesk } from './accounts.ts';
import { ask, send } from './ask.ts';
import { inEachBrowser } from './each-browser.ts';

const goodPassword = () => `Cc3#${crypto.randomUUID()}`;

async function usersOf({ cloud }: World): Promise<string[]> {
  const response = await fetch(`${cloud.url}/_local/users`, { headers: { 'x-local-token': cloud.token } });
  const users: { username: string }[] = await response.json();
  return users.map(({ username }) => username);
}

/** As an authenticator app that has read the key on the screen. */
async function codeOnScreen(options: Surface): Promise<string> {
  const key = await until(
    'the key',
    async () => /[A-Z2-7]{4}(?: [A-Z2-7]{4}){12}/.exec(await options.text())?.[0],
  );
  return new TOTP({ secret: Secret.fromBase32(key.replaceAll(' ', '')) }).generate();
}

inEachBrowser(
  'the account page',
  (world) => {
    it('changes and confirms what the pool knows, the password and the second factor, and ends with the account', async () => {
      const { control, browser } = world();
      const options = await openDesk(world());
      const { username, email, password } = await createSignedIn(world(), options);
      await options.waitFor('heading', 'Your account');
      await options.click('button', 'Change Full name');
      await options.fill('Full name', 'Ann Example');
      await options.click('button', 'Save');
      await options.waitForText('Ann Example');

      const next = `new-${email}`;
      await options.click('button', 'Change Email');
      await options.fill('Email', next);
      await options.click('button', 'Save');
      await options.waitForText(`A code for ${next} is on its way`);
      await expectAccessible(options, 'a changed address');
      await options.close();
      // The change is unfinished, and has locked nobody out.
      const again = await browser.openPage('/src/options/index.html');
      await again.waitForText(`A code for ${next} is on its way`);
      await again.click('button', `Keep ${email}`);
      await again.waitForNoText('is on its way');
      await again.click('button', 'Change Email');
      await again.fill('Email', next);
      await again.click('button', 'Save');
      await again.waitForText(`A code for ${next} is on its way`);
      const code = await control.code(next);
      await again.fill('Code', code === '111111' ? '222222' : '111111');
      await again.click('button', 'Confirm');
      await again.waitForText('This is not the code we sent');
      await again.fill('Code', code);
      await again.click('button', 'Confirm');
      await again.waitForNoText('is on its way');
      expect((await ask(again, 'me.details')).attributes).toMatchObject({
        email: next,
        email_verified: 'true',
      });

      await again.click('button', 'Change password');
      await again.fill('Current password', goodPassword());
      const chosen = goodPassword();
      await again.fill('New password', chosen);
      await again.click('button', 'Save password');
      await again.waitForText('The current password is wrong');
      await expectAccessible(again, 'a wrong password');
      await again.fill('Current password', password);
      await again.click('button', 'Save password');
      await again.waitForText('Your password is changed.');

      await again.click('button', 'Second factor');
      await again.click('button', 'Set up an authenticator app');
      await again.fill('Code', await codeOnScreen(again));
      await expectAccessible(again, 'an authenticator being set up');
      await again.click('button', 'Turn on');
      await again.waitForText('At a sign-in you are asked for a code');
      await again.click('checkbox', 'Authenticator app');
      await again.waitForText('A code from an app on your phone');

      await again.click('checkbox', 'Remind me of tasks that are overdue');
      await again.waitForText('Saved.');
      expect((await ask(again, 'profile.get')).notifications).toEqual({ dueToday: false, overdue: true });
      await expectAccessible(again, 'the account page');

      await ask(again, 'tasks.create', { name: 'The last one' });
      await ask(again, 'tasks.refresh');
      await again.click('button', 'Delete account');
      await again.waitUntilEnabled('button', 'Delete everything', false);
      await again.fill(`Type ${username} to go on`, username);
      await expectAccessible(again, 'the end of the account');
      await again.click('button', 'Delete everything');
      await again.waitUntilGone('heading', 'Your account');
      expect(await usersOf(world())).not.toContain(username);
      expect(await ask(again, 'session.get')).toMatchObject({ account: null });
    });

    it('lists the users for an administrator, and for nobody else', async () => {
      const options = await openDesk(world());
      await createSignedIn(world(), options);
      await options.waitFor('button', 'Delete account');
      expect(await options.count('heading', 'Users')).toBe(0);
      expect(await send(options, 'admin.users', { cursor: null })).toEqual({
        ok: false,
        error: { code: 'forbidden' },
      });
      await ask(options, 'account.signOut', {});
      await ask(options, 'account.signIn', accounts(world()).admin);
      await options.waitFor('heading', 'Users');
      await options.waitForText('demo');
      await expectAccessible(options, 'the list of users');
    });
  },
  { seed: true, context: { mfa: 'optional', sms: 'on' } },
);
