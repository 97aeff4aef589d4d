import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { builtFor } from '../../../src/dev/build/extension.ts';
import type { BrowserName } from '../../../src/dev/drive/browser.ts';
import type { Surface } from '../../../src/dev/drive/surface.ts';
import { until } from '../../../src/dev/drive/wait.ts';
import { localDay } from '../../../src/domain/day.ts';
import { expectAccessible } from '../screens/accessible.ts';
import { createSignedIn, openDesk } from '../world/accounts.ts';
import { ask } from '../world/ask.ts';
import { inEachBrowser } from '../world/each-browser.ts';

const inDays = (days: number) => localDay(Date.now() + days * 86_400_000);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-allowed-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** The build; for Chromium, which has nowhere to ask without a window, one that has been allowed notifications already. */
async function allowed(browser: BrowserName): Promise<string> {
  if (browser === 'firefox') return builtFor(browser);
  await cp(builtFor(browser), folder, { recursive: true });
  const file = join(folder, 'manifest.json');
  const manifest = JSON.parse(await readFile(file, 'utf8'));
  manifest.permissions.push('notifications');
  manifest.optional_permissions = ['idle'];
  await writeFile(file, JSON.stringify(manifest));
  return folder;
}

inEachBrowser(
  'reminders',
  (world, name) => {
    it('are switched on in one act, and lead to their task', async () => {
      const { browser, control } = world();
      const desk = await openDesk(world());
      await createSignedIn(world(), desk);
      await ask(desk, 'reminders.set', { on: false, from: '00:00', to: '00:00' }); // whatever the time is now
      const make = async (task: string, due: string) =>
        (await ask(desk, 'tasks.create', { name: task, due })).taskId;
      const bank = {
        id: await make('Call the bank', inDays(0)),
        title: 'Call the bank',
        message: 'Due today',
      };
      const book = { id: await make('Return it', inDays(-2)), title: 'Return it', message: 'Overdue' };
      await control.fault({ match: 'ProfileAPI GET /profile', kind: 'fail', times: 10 });
      const page = await browser.openPage('/src/options/index.html#account');
      await page.waitFor('button', 'Try again');
      await page.waitForText('Switch this on in each browser that should show reminders');
      await page.click('checkbox', 'Show reminders as notifications');
      // The kinds of reminders are known later than the fact that some are wanted.
      await control.noFaults();
      await page.click('button', 'Try again');
      await page.waitForText('Saved.');
      expect((await ask(desk, 'profile.get')).notifications).toEqual({ dueToday: true, overdue: true });

      // Firefox shows a notification for twenty seconds: nothing that takes long comes first.
      await browser.clickNotification(bank);
      const panel = await browser.openedPage(`${browser.origin}/src/sidepanel/index.html`);
      await until('the focus to be on the task', () =>
        panel.evaluate(() => document.activeElement?.textContent?.includes('Call the bank')),
      );
      if (name === 'firefox') {
        await panel.close();
        await browser.stopBackground();
        await browser.clickNotification(book);
        await (await browser.openedPage(`${browser.origin}/src/sidepanel/index.html`)).close();

        await make('Water the plants', inDays(1));
        const badge = () => desk.evaluate(() => chrome.action.getBadgeText({}));
        expect(await badge()).toBe('2');
        await passMidnight(desk);
        await until('the button to count what is due now', async () => (await badge()) === '3');
      } else {
        await browser.clickNotification(book, 1);
        const due = async () =>
          (await ask(desk, 'tasks.page', { from: 0 })).tasks.find(({ taskId }) => taskId === book.id)?.due;
        await until('it to be due tomorrow', async () => (await due()) === inDays(1));
      }

      const today = new Date(`${inDays(name === 'firefox' ? 1 : 0)}T00:00`); // as the background has it
      await expect
        .poll(() => desk.evaluate(async () => (await chrome.alarms.get('look'))?.scheduledTime))
        .toBe(today.setHours(24, 0, 0, 0));

      await page.activate();
      await expectAccessible(page, `${name} reminders`);
      await page.click('checkbox', 'Tasks that are due today');
      await page.click('checkbox', 'Tasks that are overdue');
      await page.waitForText('No reminder is selected above');
    });
  },
  { build: allowed },
);

/** Has the background of Firefox, which is a page, believe in tomorrow, and rings the alarm that it has set to midnight. */
function passMidnight(desk: Surface): Promise<void> {
  return desk.evaluate(async () => {
    const background: Window | undefined = await chrome.runtime.getBackgroundPage();
    if (!background) throw new Error('There is no background');
    const later = () => Date.now() + 86_400_000;
    const shifted = new Proxy(Date, {
      get: (real, name) => (name === 'now' ? later : Reflect.get(real, name)),
    });
    Reflect.set(background, 'Date', shifted);
    await chrome.alarms.create('look', { when: Date.now() });
  });
}
