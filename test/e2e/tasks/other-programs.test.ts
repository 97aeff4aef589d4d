import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { until } from '../../../src/dev/drive/wait.ts';
import { expectAccessible } from '../screens/accessible.ts';
import { createSignedIn, openDesk } from '../world/accounts.ts';
import { ask } from '../world/ask.ts';
import { inEachBrowser } from '../world/each-browser.ts';
import { chooseFile, shownLines } from './choose-file.ts';

const sample = (name: string) =>
  readFileSync(new URL(`../../unit/options/task-files/samples/${name}`, import.meta.url));

inEachBrowser('files of other programs', (world) => {
  it('are recognised, their columns changed, and their days asked for, and they become tasks', async () => {
    const { browser } = world();
    const desk = await openDesk(world());
    await createSignedIn(world(), desk);
    const page = await browser.openPage('/src/options/index.html#tasks');
    await page.waitFor('heading', 'Import');
    const tasks = async () => (await ask(desk, 'tasks.page', { from: 0 })).tasks;

    await chooseFile(page, 'Home.csv', sample('todoist-project.csv'));
    await page.waitForText('This looks like Todoist: 3 tasks, 2 sections, 1 note, 1 line of settings.');
    await page.waitForText('1 line needs a look.');
    await page.select('Section becomes', 'Project');
    await page.select('DEADLINE becomes', 'Not read');
    await expectAccessible(page, 'preview of a file of Todoist');
    await page.click('button', 'Add 3 tasks');
    await page.waitForText('3 tasks were added.');
    await until('the section to be a project', async () =>
      (await tasks()).some(
        ({ name, project, due, description }) =>
          name === 'clean' &&
          project === 'Stove' &&
          due === '2026-12-24' &&
          description === 'Priority: urgent',
      ),
    );

    await chooseFile(page, 'backup.csv', sample('ticktick-backup.csv'));
    await page.waitForText('This looks like TickTick: 3 tasks, 3 lines of settings.');
    await page.click('button', 'Add 3 tasks');
    await page.waitForText('3 tasks were added.');
    await until('the finished report', async () =>
      (await tasks()).some(
        ({ name, completed, due }) => name === 'Write report' && completed && due === '2026-12-23',
      ),
    );

    await chooseFile(page, 'Tasks.json', sample('google-tasks-takeout.json'));
    await page.waitForText('This looks like Google Tasks: 2 tasks.');
    await page.click('button', 'Add 2 tasks');
    await page.waitForText('2 tasks were added.');

    await chooseFile(page, 'list.csv', 'Tea;03/04/2027\nRice;05/04/2027\n');
    await page.waitForText('This file has 1 task.');
    await page.click('checkbox', 'The first line names the columns');
    await page.waitForText('This file has 2 tasks.');
    await page.waitForText('Choose the column that becomes the name.');
    await page.select('Column 1 becomes', 'Name');
    await page.select('Column 2 becomes', 'Due day');
    await page.waitForText('2 lines need a look.');
    await page.waitForText('Has a day that can be two.');
    await page.waitForText('Answer the question above first.');
    await expectAccessible(page, 'question about a day');
    await page.select('Which day is “03/04/2027” in this file?', 'April 3, 2027');
    await page.click('button', 'Add 2 tasks');
    await page.waitForText('2 tasks were added.');
    await until('the day to be the answer', async () =>
      (await tasks()).some(({ name, due }) => name === 'Rice' && due === '2027-04-05'),
    );
  });

  it('FI6: of another time have the letters of their encoding, and packed ones are refused', async () => {
    const { browser } = world();
    await createSignedIn(world(), await openDesk(world()));
    const page = await browser.openPage('/src/options/index.html#tasks');
    await page.waitFor('heading', 'Import');
    const bytes = Buffer.from('name\r\nCaf\xe9 \x96 50 \x80\r\n', 'latin1');
    await chooseFile(page, 'old.csv', bytes);
    await page.waitForText('Café – 50 €');
    await page.select(
      'The file does not say how its letters are encoded. Choose another encoding if they look wrong.',
      'WINDOWS-1251',
    );
    await page.waitForText('Cafй – 50 Ђ');
    await chooseFile(page, 'utf16.csv', Buffer.from('name\r\nCafé 🎉\r\n', 'utf16le'));
    await page.waitForText('Café 🎉');
    await chooseFile(page, 'bad.csv', Buffer.from('name\r\nCaf\ud83de\r\n', 'utf16le'));
    await page.waitForText('Has characters that no text has');
    await chooseFile(page, 'tasks.xlsx', Buffer.from('PK\u0003\u0004'));
    await page.waitForText('This is a packed file');
  });

  it('with ten thousand lines leave the page usable', async () => {
    const { browser } = world();
    await createSignedIn(world(), await openDesk(world()));
    const page = await browser.openPage('/src/options/index.html#tasks');
    await page.waitFor('heading', 'Import');
    // How often a timer gets its turn while the file is read tells whether the page stands still.
    await page.evaluate(() => {
      const turns: number[] = [];
      Object.assign(globalThis, { turns });
      setInterval(() => turns.push(document.querySelectorAll('.lines').length));
    });
    const lines = Array.from({ length: 10_000 }, (_, index) => `Task ${index},24.12.2027`);
    await chooseFile(page, 'many.csv', `name,due\n${lines.join('\n')}\n`);
    await page.waitForText('10,000 tasks can be added.');
    const turns = await page.evaluate(
      () => (Reflect.get(globalThis, 'turns') as number[]).filter((shown) => shown === 0).length,
    );
    expect(turns).toBeGreaterThan(10);
    expect(await shownLines(page)).toHaveLength(100);
  });
});
