import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { builtFor } from '../../../src/dev/build/extension.ts';
import type { BrowserName } from '../../../src/dev/drive/browser.ts';
import type { Surface } from '../../../src/dev/drive/surface.ts';
import { createSignedIn, openDesk } from '../world/accounts.ts';
import { ask } from '../world/ask.ts';
import { inEachBrowser } from '../world/each-browser.ts';
import { numberedTask, pushTasks } from '../world/pushed.ts';

/** The text in letters of twice the width, which are in no source: whatever is in plain ones was not looked up. */
const pseudo = (text: string): string =>
  text.replace(/\$\w+\$|[A-Za-z]/g, (part) =>
    part.length > 1 ? part : String.fromCharCode(part.charCodeAt(0) + 0xfee0),
  );

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-pseudo-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A copy of the extension whose texts are pseudo, in a language that is written from right to left. */
async function translate(browser: BrowserName): Promise<string> {
  const copy = join(folder, browser);
  await cp(builtFor(browser), copy, { recursive: true });
  const file = join(copy, '_locales/en/messages.json');
  const messages: Record<string, { message: string }> = JSON.parse(await readFile(file, 'utf8'));
  for (const one of Object.values(messages)) one.message = pseudo(one.message);
  Object.assign(messages.language ?? {}, { message: 'ar' });
  await writeFile(file, JSON.stringify(messages));
  return copy;
}

inEachBrowser(
  'in another language',
  (world) => {
    it('every word on every screen is another one, and the screens are mirrored', async () => {
      const { browser, cloud } = world();
      const data: string[] = [...valuesIn(cloud.configuration), 'Countersign', 'aws-exports', 'JSON'];
      const checkScreen = (surface: Surface, screen: string) => expectTranslated(surface, screen, data);

      const popup = await browser.openPage('/src/popup/index.html?tab');
      await popup.waitFor('heading', pseudo('Sign in'));
      await checkScreen(popup, 'sign in');
      await popup.click('link', pseudo('Create an account'));
      await popup.waitFor('heading', pseudo('Create an account'));
      await checkScreen(popup, 'register');

      const desk = await openDesk(world());
      await checkScreen(desk, 'options');
      const panel = await browser.openPage('/src/sidepanel/index.html');
      await panel.waitForText(pseudo('Nothing left to do in any project.'));
      await checkScreen(panel, 'guest panel');

      const person = await createSignedIn(world(), desk);
      data.push(person.username, person.email);
      await popup.activate();
      await popup.waitFor('heading', pseudo('Your account'));
      await checkScreen(popup, 'account');
      await panel.activate();
      await panel.waitForText(pseudo('You do not have any tasks'));
      await checkScreen(panel, 'no tasks');
      await ask(desk, 'tasks.create', { name: '1', project: '2' });
      const task = numberedTask(2, { name: '3', project: '4', due: '2026-01-31' });
      await pushTasks(desk, [
        { ...task, sync: { conflict: { mine: task, theirs: { ...task, due: '' } } } },
        numberedTask(5, { name: '5', sync: { rejected: { code: 'taskRejected' } } }),
        numberedTask(6, { name: foreign, completed: true, completedOn: '2026-02-01' }),
      ]);
      data.push(foreign);
      await panel.waitForText(pseudo('Changed here and elsewhere.'));
      expect(await panel.evaluate(endsAtItsRight, foreign), 'a name in a language of its own').toBe(true);
      await panel.click('button', pseudo('Filters and groups'));
      await panel.click('button', `${pseudo('Edit ')}3`);
      await checkScreen(panel, 'tasks, filters, edit form');
      await panel.press('Escape');
      await panel.click('button', pseudo('Add task'));
      await checkScreen(panel, 'add form');
      await panel.press('Escape');
      await panel.click('tab', pseudo('Dashboard'));
      await panel.waitForText(pseudo('Burndown'));
      await checkScreen(panel, 'dashboard');
    });
  },
  { build: translate },
);

/** A text that its author wrote from left to right. */
const foreign = 'Call them!';

/** Whether the last letter of a task's name stands right of the first. Runs in the page. */
function endsAtItsRight(name: string): boolean {
  const text = [...document.querySelectorAll('.task .name')].find(
    (one) => one.textContent === name,
  )?.firstChild;
  if (!text) throw new Error(`There is no task "${name}"`);
  const leftOf = (at: number) => {
    const range = document.createRange();
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    return range.getBoundingClientRect().left;
  };
  return leftOf(name.length - 1) > leftOf(0);
}

const uuid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Expects that nothing on the screen is in plain letters but data, and that it is mirrored and no wider than its window. */
async function expectTranslated(surface: Surface, screen: string, data: readonly string[]): Promise<void> {
  await surface.setSize(320, 700);
  const { texts, direction, tooWide } = await surface.evaluate(() => {
    const found = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      if (!node.parentElement?.matches('script, style')) found.push(node.nodeValue ?? '');
    for (const element of document.querySelectorAll('*'))
      for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-valuetext', 'aria-description'])
        found.push(element.getAttribute(name) ?? '');
    return {
      texts: found,
      direction: getComputedStyle(document.body).direction,
      tooWide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    };
  });
  const inOrder = [...data].sort((one, other) => other.length - one.length);
  const withoutData = (text: string) =>
    inOrder.reduce((rest, known) => rest.replaceAll(known, ''), text.replace(uuid, ''));
  const plain = texts.filter((text) => /[A-Za-z]{2}/.test(withoutData(text)));
  expect.soft(plain, screen).toEqual([]);
  expect.soft(direction, screen).toBe('rtl');
  expect.soft(tooWide, `${screen} is wider than its window`).toBe(false);
}

/** Every text in a value, and the hosts of its addresses, which screens show. */
function valuesIn(value: unknown): string[] {
  if (typeof value === 'string')
    return URL.canParse(value) ? [value, new URL(value).host, new URL(value).hostname] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => [name, ...valuesIn(one)]);
}
