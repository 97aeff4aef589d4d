import { expect, it } from 'vitest';
import { allSent, completeTask } from '../../../src/dev/drive/main-job.ts';
import type { Surface } from '../../../src/dev/drive/surface.ts';
import { until } from '../../../src/dev/drive/wait.ts';
import { expectAccessible } from '../screens/accessible.ts';
import { createSignedIn, openDesk } from '../world/accounts.ts';
import { ask } from '../world/ask.ts';
import { inEachBrowser } from '../world/each-browser.ts';

const host = '127.0.0.1';
const hosts = [`http://${host}/*`, `https://${host}/*`];
const marker = (open: number) => `Open tasks of this page: ${open}`;

inEachBrowser('a site', (world) => {
  it('that is granted in the options shows how many open tasks each page has, until it is revoked', async () => {
    const { browser, site, control } = world();
    const desk = await openDesk(world());
    const person = await createSignedIn(world(), desk);
    const handbook = await browser.openPage(`${site.url}/handbook`);
    for (const name of ['Read it', 'Sign it', 'Keep it']) {
      await browser.enterKeyword(handbook, 'task', name);
      await handbook.card().waitForText(`"${name}" was created.`);
    }
    await handbook.goto(`${site.url}/handbook?utm_source=mail#top`);
    await until('no marker to be left', async () => (await handbook.card().text()) === '');

    await browser.agreeToHosts(hosts);
    const options = await browser.openPage('/src/options/index.html');
    await options.fill('Site', 'nowhere at all');
    await options.click('button', 'Allow');
    await options.waitForText('Enter a site, such as example.org.');
    await options.fill('Site', `${site.url}/handbook`);
    await options.click('button', 'Allow');
    await options.waitForText(`Allowed on ${host}.`);
    await expectAccessible(options, 'the options with a site');

    // Pages that are open have it at once, others by themselves; none of it is told to the cloud.
    await handbook.card().waitFor('button', marker(3));
    await until('all to be sent', async () => (await ask(desk, 'session.get')).unsent === 0);
    const calls = await control.calls();
    for (const path of ['/', '/handbook?utm_source=news', '/invoices/41', '/handbook#end']) {
      await handbook.goto(site.url + path);
      if (path.startsWith('/handbook')) await handbook.card().waitFor('button', marker(3));
    }
    await handbook.card().click('button', marker(3));
    await handbook.card().waitFor('button', 'Complete Keep it');
    await handbook.card().click('button', 'Close');
    await handbook.card().waitFor('button', marker(3));
    expect(await control.calls()).toEqual(calls);

    // The page follows changes made elsewhere.
    const panel = await browser.openPanel();
    await completeTask(panel, 'Keep it');
    await handbook.card().waitFor('button', marker(2));
    const invoice = await browser.openPage(`${site.url}/invoices/41`);
    await invoice.waitForText('Invoice 41');
    expect(await invoice.card().text()).toBe('');
    await browser.pressShortcut(invoice, { command: 'capture', key: 'K' });
    await invoice.card().waitForText('"Invoice 41" was created.');
    await invoice.card().click('button', 'Close');
    await invoice.card().waitFor('button', marker(1));

    // The marker opens the card, and gives way to it.
    await invoice.card().click('button', marker(1));
    await invoice.card().waitForText('Tasks of this page');
    await invoice.card().waitUntilGone('button', marker(1));
    await invoice.card().click('button', 'Complete Invoice 41');
    await invoice.card().waitForText('"Invoice 41" was completed.');
    await invoice.card().click('button', 'Undo');
    await invoice.card().waitFor('button', 'Complete Invoice 41');
    await invoice.card().click('button', 'Close');
    await invoice.card().waitFor('button', marker(1));

    await allSent(panel);
    await ask(desk, 'account.signOut', {});
    await invoice.card().waitUntilGone('button', marker(1));
    await ask(desk, 'account.signIn', { username: person.username, password: person.password });
    await invoice.card().waitFor('button', marker(1));
    await browser.stopBackground();
    await invoice.goto(`${site.url}/handbook`);
    await invoice.card().waitFor('button', marker(2));

    await options.activate();
    await options.click('button', `Revoke ${host}`);
    await options.waitForText(`Revoked on ${host}.`);
    await invoice.activate();
    await invoice.card().waitUntilGone('button', marker(2));
    await invoice.goto(`${site.url}/invoices/41`);
    await invoice.waitForText('Invoice 41');
    expect(await invoice.card().text()).toBe('');

    // A grant that was given once is given again without a question, also from the popup.
    const popup = await browser.openPopup();
    await popup.click('button', `Always show them on ${host}`);
    await invoice.card().waitFor('button', marker(1));

    // If the browser refuses the card, the marker says what to do.
    await fillSession(desk, true);
    await invoice.activate();
    await invoice.card().click('button', marker(1));
    await invoice.card().waitForText("The tasks can't be shown here now. Press Countersign's button");
    await fillSession(desk, false);
    await invoice.card().click('button', marker(1));
    await invoice.card().waitFor('button', 'Complete Invoice 41');
    await invoice.card().click('button', 'Close');
    await invoice.card().waitFor('button', marker(1));
    expect(await invoice.card().text()).not.toContain("can't be shown");

    // Firefox stops the script of an extension that is updated under it, and leaves the marker; another takes its place.
    if (browser.name === 'firefox') {
      await invoice.evaluate(() => {
        globalThis.shownLast = document.querySelector('div[popover]');
      });
      await desk.evaluate(() => void setTimeout(() => chrome.runtime.reload()));
      const isThere = () => invoice.evaluate(() => globalThis.shownLast?.isConnected ?? false);
      await until('the marker of before to go', async () => !(await isThere()));
      await invoice.card().waitFor('button', marker(1));
      expect(await invoice.card().count('button', marker(1))).toBe(1);
      return;
    }
    // Chromium leaves the script as well, without anybody who hears it.
    await desk.evaluate(() => void setTimeout(() => chrome.management.uninstallSelf()));
    await until('the extension to go', async () => !(await desk.isOpen()));
    await invoice.activate();
    await invoice.card().click('button', marker(1));
    await invoice.card().waitForText('Countersign was updated. Reload this page to use it here.');
  });
});

declare global {
  /** What was shown on the page, at some time. */
  var shownLast: Element | null;
}

/** Fills what the browser has room for in `storage.session`, so that nothing more can be kept there; or empties it again. */
function fillSession(desk: Surface, full: boolean): Promise<void> {
  return desk.evaluate(async (wanted: boolean) => {
    const { session } = chrome.storage;
    if (!wanted) return session.remove('ballast');
    let fits = 0;
    for (let more = 2 ** 23; more >= 1; more /= 2)
      await session.set({ ballast: 'x'.repeat(fits + more) }).then(
        () => {
          fits += more;
        },
        () => undefined,
      );
  }, full);
}
