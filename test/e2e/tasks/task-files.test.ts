import { expect, it } from 'vitest';
import type { Surface } from '../../../src/dev/drive/surface.ts';
import { until } from '../../../src/dev/drive/wait.ts';
import { expectAccessible } from '../screens/accessible.ts';
import { focused, reach } from '../screens/by-keyboard.ts';
import { createSignedIn, openDesk } from '../world/accounts.ts';
import { ask } from '../world/ask.ts';
import { inEachBrowser } from '../world/each-browser.ts';
import { chooseFile, shownLines } from './choose-file.ts';

const csv = [
  'Title,Project,Due date,Done,Colour',
  'Milk,Home,2026-12-24,,red',
  '"Bread, ""dark""",Home,,2026-11-01,',
  'Too early,,2026-02-30,,',
  ' ,Home,2026-12-24,,blue',
  'There already,,,,',
].join('\r\n');

inEachBrowser('tasks as files', (world) => {
  it('are imported and exported without a mouse: a look at each line, a report of each, three formats', async () => {
    const { browser } = world();
    const desk = await openDesk(world());
    await createSignedIn(world(), desk);
    await ask(desk, 'tasks.create', { name: 'There already' });
    const page = await browser.openPage('/src/options/index.html#tasks');
    await page.waitFor('heading', 'Import');
    await chooseFile(page, 'nothing.json', '{"tasks":');
    await page.waitForText('No tasks were found in this file.');
    await expectAccessible(page, 'import of nothing');

    await chooseFile(page, 'shopping.csv', csv);
    await page.waitForText('3 tasks can be added.');
    await page.waitForText('2 lines need a look.');
    await page.waitForText('The due day was not understood. It is in the description.');
    await expectAccessible(page, 'import preview');
    expect((await ask(desk, 'tasks.page', { from: 0 })).total).toBe(1);
    await focused(page, 'Import', 'heading'); // above the file field, which is on the way
    await reach(page, 'Add 3 tasks', 'button', 'Enter');
    await page.waitForText('3 tasks were added.');
    await focused(page, 'Import', 'heading');
    await reach(page, 'Line by line', 'region');
    await expectAccessible(page, 'import report');
    expect(await shownLines(page)).toEqual([
      ['5', '—', 'Has no name'],
      ['4', 'Too early', 'Added. The due day was not understood. It is in the description.'],
      ['2', 'Milk', 'Added'],
      ['3', 'Bread, "dark"', 'Added'],
      ['6', 'There already', 'Already in your tasks'],
    ]);
    await until('all to arrive', async () => (await ask(desk, 'session.get')).unsent === 0);
    await ask(desk, 'tasks.refresh');
    const { tasks } = await ask(desk, 'tasks.page', { from: 0 });
    expect(tasks).toHaveLength(4);
    expect(tasks.find(({ name }) => name === 'Milk')?.description).toBe('Colour: red');
    expect(tasks.find(({ name }) => name === 'Bread, "dark"')).toMatchObject({
      completed: true,
      completedOn: '2026-11-01',
      project: 'Home',
      sync: 'saved',
    });

    const again = await browser.openPage('/src/options/index.html#tasks');
    await again.waitFor('heading', 'Export');
    await keepDownloads(again);
    const files: string[] = [];
    for (const format of ['JSON', 'CSV', 'todo.txt']) {
      await reach(again, `Download ${format}`, 'button', 'Enter');
      files.push(await until(`the file in ${format}`, async () => (await downloads(again))[files.length]));
    }
    for (const [index, extension] of ['json', 'csv', 'txt'].entries()) {
      await chooseFile(again, `again.${extension}`, files[index] ?? '');
      await again.waitForText('Nothing in this file can be added.');
      expect((await shownLines(again)).map(([, , outcome]) => outcome)).toEqual(
        Array(4).fill('Already in your tasks'),
      );
    }
  });
});

/** Keeps what is offered for download, in place of the browser. */
async function keepDownloads(page: Surface): Promise<void> {
  await page.evaluate(() => {
    const kept: Blob[] = [];
    Object.assign(globalThis, { kept });
    URL.createObjectURL = (blob) => {
      kept.push(blob as Blob); // ours makes no other
      return '#tasks';
    };
  });
}

const downloads = (page: Surface): Promise<string[]> =>
  page.evaluate(() => Promise.all((Reflect.get(globalThis, 'kept') as Blob[]).map((blob) => blob.text())));
