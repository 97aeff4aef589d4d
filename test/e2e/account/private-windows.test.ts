import { expect, it } from 'vitest';
import { showCard, signIn } from '../../../src/dev/drive/main-job.ts';
import { until } from '../../../src/dev/drive/wait.ts';
import { allowHost, createAccount, openDesk } from '../world/accounts.ts';
import { ask } from '../world/ask.ts';
import { inEachBrowser } from '../world/each-browser.ts';
import { everythingStored } from '../world/secrets.ts';

inEachBrowser(
  'private windows that the extension is let into',
  (world) => {
    it('share the one session, keep what a task is made of, and nothing of what is only looked at', async () => {
      const { browser, site } = world();
      const desk = await openDesk(world());
      const person = await createAccount(world(), desk);
      await allowHost(world(), '127.0.0.1');
      const panel = await browser.openPage('/src/sidepanel/index.html');
      await panel.click('tab', 'My tasks');
      await panel.waitForText('Sign in to see your tasks');

      // Signed in here is signed in everywhere.
      const page = await browser.openPrivatePage(`${site.url}/handbook?only=seen`);
      let popup = await browser.openPopup();
      await signIn(popup, person);
      await popup.close();
      await panel.waitForText('You do not have any tasks');

      // The card and the marker leave nothing of the pages they were on.
      const inFront = () => desk.evaluate(async () => (await chrome.windows.getLastFocused()).incognito);
      await page.activate();
      await until('the private window to be in front', inFront);
      const card = await showCard(browser, page);
      await card.waitForText('No task belongs to this page yet.');
      await page.goto(`${site.url}/invoices/41?only=seen`);
      await page.waitForText('Invoice 41');
      await page.goto(`${site.url}/handbook?kept=yes`);
      const stored = await everythingStored(desk);
      expect(stored).not.toContain('only=seen');
      expect(stored).not.toContain('kept=yes');
      expect(stored).not.toContain(site.url);

      // The task is kept like any other.
      await page.activate();
      popup = await browser.openPopup();
      await popup.click('button', 'Add this page as a task');
      await popup.waitForText('"Handbook" was created.');
      if (await popup.isOpen()) await popup.close();
      await panel.waitFor('button', 'Complete Handbook');
      const { tasks } = await ask(desk, 'tasks.page', { from: 0 });
      expect(tasks.map(({ source }) => source?.url)).toEqual([`${site.url}/handbook?kept=yes`]);
      await page.card().waitFor('button', 'Open tasks of this page: 1');

      // Signed out elsewhere is signed out here, and the end of the window ends nothing.
      await until('all to be sent', async () => (await ask(desk, 'session.get')).unsent === 0);
      await page.activate();
      popup = await browser.openPopup();
      await popup.waitFor('heading', 'Your account');
      await ask(desk, 'account.signOut', {});
      await popup.waitFor('heading', 'Sign in');
      await signIn(popup, person);
      if (await popup.isOpen()) await popup.close();
      await page.close();
      await browser.stopBackground();
      expect((await ask(desk, 'session.get')).account?.username).toBe(person.username);
      await panel.waitFor('button', 'Complete Handbook');
    });
  },
  { privateWindows: true },
);
