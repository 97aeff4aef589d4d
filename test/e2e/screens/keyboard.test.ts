import { Secret, TOTP } from 'otpauth';
import { expect, it } from 'vitest';
import { newPerson } from '../../../src/dev/drive/main-job.ts';
import type { Surface } from '../../../src/dev/drive/surface.ts';
import { until } from '../../../src/dev/drive/wait.ts';
import { inEachBrowser } from '../world/each-browser.ts';
import { focused, reach, typeInto } from './by-keyboard.ts';

inEachBrowser(
  'a person without a mouse',
  (world) => {
    it('registers, confirms, signs in, sets up an authenticator and signs in with it', async () => {
      const { browser, control } = world();
      const person = newPerson();
      const popup = await browser.openPage('/src/popup/index.html?tab');
      await focused(popup, 'Username');
      await popup.press('Enter');
      await popup.waitForText('Username is needed.');
      await focused(popup, 'Username');
      await popup.port.type('x');
      await popup.press('Enter');
      await focused(popup, 'Password');

      await reach(popup, 'Create an account', 'link', 'Enter');
      await focused(popup, 'Username');
      await popup.press('a', { ctrl: true });
      await popup.port.type(person.username);
      await typeInto(popup, 'Email', person.email);
      await typeInto(popup, 'Full name', 'Ida Example');
      await typeInto(popup, 'Password', person.password);
      await popup.press('Enter');
      await popup.waitFor('heading', 'Confirm registration');
      await focused(popup, 'Code');
      await popup.port.type(await control.code(person.email));
      await popup.press('Enter');
      await popup.waitForText('You have been confirmed. Please sign in.');

      await enterPassword(popup, person.password);
      await focused(popup, 'Terms', 'heading');
      await reach(popup, 'I agree', 'button', 'Enter');
      await focused(popup, 'Your account', 'heading');
      await reach(popup, 'Details', browser.name === 'chromium' ? 'DisclosureTriangle' : undefined, 'Enter');
      await reach(popup, 'Manage account', 'button', 'Enter');

      const page = await browser.openedPage(`${browser.origin}/src/options/index.html#account`);
      await reach(page, 'Set up an authenticator app', 'button', 'Enter');
      const secret = await until('the key to be shown', () =>
        page.evaluate(() => document.querySelector('code')?.textContent?.replaceAll(' ', '') || undefined),
      );
      const codeIn = (ms: number) =>
        new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + ms });
      await typeInto(page, 'Code', codeIn(0));
      await page.press('Enter');
      await page.waitFor('button', 'Turn off the authenticator app');
      expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
      await page.close();

      await popup.activate();
      await reach(popup, 'Sign out', 'button', 'Enter');
      await focused(popup, 'Username');
      await popup.port.type(person.email);
      await reach(popup, 'Password');
      await enterPassword(popup, person.password);
      await popup.waitFor('heading', 'Type your code');
      await focused(popup, 'Code');
      await popup.port.type(codeIn(30_000));
      await popup.press('Enter');
      await focused(popup, 'Your account', 'heading');
    });
  },
  { context: { mfa: 'optional', requiredAttributes: 'name' } },
);

async function enterPassword(popup: Surface, password: string): Promise<void> {
  await focused(popup, 'Password');
  await popup.port.type(password);
  await popup.press('Enter');
}
