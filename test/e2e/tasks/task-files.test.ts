import { expect, it } from 'vitest';
import type { Surface } from '../../../src/dev/drive/surface.ts';
import { until } from '../../../src/dev/drive/wait.ts';
import { expectAccessible } from '../screens/accessible.ts';
import { focused, reach } from '../screens/by-keyboard.ts';
import { createSignedIn, openDesk } from '../world/accounts.ts';
import { ask } from '../world/ask.ts';
import { inEachBrowser } from '../world/each-browser.ts';

const csv = [
  'Title,Project,Due date,Done,Colour',
  'Milk,Home,2026-12-24,,red',
  '"Bread, ""dark""",Home,,2026-11-01,',
  'Too early,,2026-02-30,,',
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
    await choose(page, 'nothing.csv', 'red,green\n1,2');
    await page.waitForText('No tasks were found in this file.');
    await expectAccessible(page, 'import of nothing');

    await choose(page, 'shopping.csv', csv);
    await page.waitForText('2 tasks can be added.');
    await page.waitForText('Columns that are not read: Colour');
    await page.waitForText('The due day is not like 2026-12-24');
    await expectAccessible(page, 'import preview');
    expect((await ask(desk, 'tasks.page', { from: 0 })).total).toBe(1);
    await focused(page, 'Import', 'heading'); // above the file field, which is on the way
    await reach(page, 'Add 2 tasks', 'button', 'Enter');
    await page.waitForText('2 tasks were added.');
    await focused(page, 'Import', 'heading');
    await reach(page, 'Line by line', 'region');
    await expectAccessible(page, 'import report');
    expect(await report(page)).toEqual([
      ['4', 'Too early', 'The due day is not like 2026-12-24'],
      ['2', 'Milk', 'Added'],
      ['3', 'Bread, "dark"', 'Added'],
      ['5', 'There already', 'Already in your tasks'],
    ]);
    await until('all to arrive', async () => (await ask(desk, 'session.get')).unsent === 0);
    await ask(desk, 'tasks.refresh');
    const { tasks } = await ask(desk, 'tasks.page', { from: 0 });
    expect(tasks).toHaveLength(3);
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
      await choose(again, `again.${extension}`, files[index] ?? '');
      await again.waitForText('Nothing in this file can be added.');
      expect((await report(again)).map(([, , outcome]) => outcome)).toEqual(
        Array(3).fill('Already in your tasks'),
      );
    }
  });
});

/** Puts a file into the page's file field, as a person's choice does. */
async function choose(page: Surface, name: string, content: string): Promise<void> {
  await page.evaluate(
    (fileName: string, text: string) => {
      const input = document.querySelector<HTMLInputElement>('input[type=file]');
      if (!input) throw new Error('There is no file field');
      const files = new DataTransfer();
      files.items.add(new File([text], fileName));
      input.files = files.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    },
    name,
    content,
  );
}

const report = (page: Surface): Promise<string[][]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('tbody tr')].map((row) =>
      [...row.children].map((cell) => cell.textContent ?? ''),
    ),
  );

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
