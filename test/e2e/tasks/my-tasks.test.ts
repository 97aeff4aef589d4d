import { expect, it } from 'vitest';
import { addTask, allSent, deleteTask } from '../../../src/dev/drive/main-job.ts';
import type { Surface } from '../../../src/dev/drive/surface.ts';
import { until } from '../../../src/dev/drive/wait.ts';
import { createSignedIn, openDesk } from '../world/accounts.ts';
import { ask } from '../world/ask.ts';
import { inChromium, inEachBrowser } from '../world/each-browser.ts';
import { numberedTask, pushTasks } from '../world/pushed.ts';

const panelPage = '/src/sidepanel/index.html';

inEachBrowser('my tasks', (world) => {
  it('are added, found, changed, completed, chosen, deleted and brought back without a mouse', async () => {
    const { browser } = world();
    const desk = await openDesk(world());
    await createSignedIn(world(), desk);
    for (const name of ['Alpha', 'Beta', 'Gamma', 'Delta']) await ask(desk, 'tasks.create', { name });
    const panel = await browser.openPage(panelPage);
    await panel.waitFor('button', 'Complete Delta');

    await panel.press('n');
    await focusIs(panel, 'INPUT');
    await panel.port.type('Epsilon');
    await panel.press('Enter');
    await panel.waitForText('"Epsilon" was created.');
    await focusIs(panel, 'Add task');
    await allSent(panel);

    await panel.press('/');
    await panel.port.type('ta');
    await panel.waitUntilGone('button', 'Complete Alpha');
    await panel.press('ArrowDown');
    const [first = '', second = ''] = await names(panel);
    expect([first, second].sort()).toEqual(['Beta', 'Delta']);
    await focusIs(panel, first);
    await panel.press('ArrowDown');
    await focusIs(panel, second);
    await panel.press('ArrowDown');
    await focusIs(panel, second);

    await panel.press('Enter');
    await focusIs(panel, 'INPUT');
    expect(await panel.value('Name')).toBe(second);
    await panel.fill('Name', `${second} too`);
    await panel.fill('Project', 'Letters');
    await panel.press('Enter');
    await panel.waitForText(`"${second} too" was changed.`);
    await focusIs(panel, `${second} too`);
    await panel.waitForText('Letters');

    await panel.press('Enter');
    await panel.fill('Name', 'Never mind');
    await panel.press('Escape');
    await focusIs(panel, `${second} too`);

    await panel.press(' ');
    await panel.waitForText(`"${second} too" was completed.`);
    await focusIs(panel, first);
    await panel.press('z', { ctrl: true });
    await panel.waitForText(`"${second} too" was reopened.`);

    await panel.press('/');
    await panel.press('Escape');
    await panel.waitFor('button', 'Complete Alpha');
    await panel.press('ArrowDown');
    await panel.press('Home');
    const all = await names(panel);
    await panel.press('ArrowDown', { shift: true });
    await panel.waitForText('2 selected');
    await panel.press('Delete');
    await panel.waitForText('2 tasks were deleted.');
    await focusIs(panel, all[2] ?? '');
    await panel.press('z', { ctrl: true });
    await panel.waitForText('2 tasks were restored.');
    await until(
      'all tasks to be back',
      async () => (await names(panel)).sort().join() === all.toSorted().join(),
    );

    await panel.press('a', { ctrl: true });
    await panel.waitForText('5 selected');
    for (const button of ['Cancel', 'Delete', 'Complete']) {
      await panel.press('Tab', { shift: true });
      await focusIs(panel, button);
    }
    await panel.press('Enter');
    await panel.waitForText('5 tasks were completed.');
    await allSent(panel);
    await ask(desk, 'tasks.refresh');
    expect((await ask(desk, 'tasks.page', { from: 0 })).tasks.every((task) => task.completed)).toBe(true);
  });

  it('are listed by the thousand, counted right, and reached from end to end by single keys', async () => {
    const { browser } = world();
    const desk = await openDesk(world());
    await createSignedIn(world(), desk);
    const panel = await browser.openPage(panelPage);
    await panel.waitForText('You do not have any tasks');
    const tasks = Array.from({ length: 10_000 }, (_, index) =>
      numberedTask(index + 1, {
        project: `Project ${(index + 1) % 10}`,
        description: index % 3 === 0 ? 'With a line of its own.' : '',
      }),
    );
    await pushTasks(desk, tasks);
    await panel.waitFor('button', 'Complete Task 1');
    expect(await panel.evaluate(() => document.querySelectorAll('[data-task]').length)).toBeLessThan(80);
    expect(await place(panel, 'Task 1')).toEqual(['1', '10000']);

    await panel.press('/');
    await panel.press('ArrowDown');
    await focusIs(panel, 'Task 1');
    await panel.press('End');
    await focusIs(panel, 'Task 10000');
    expect(await place(panel, 'Task 10000')).toEqual(['10000', '10000']);
    await panel.waitFor('button', 'Complete Task 9999');
    for (let down = 0; down < 5; down += 1) await panel.press('ArrowUp');
    await focusIs(panel, 'Task 9995');
    expect(await inSight(panel)).toBe(true);
    await panel.press('Home');
    await focusIs(panel, 'Task 1');

    await panel.fill('Filter', '777');
    await panel.waitFor('button', 'Complete Task 777');
    await panel.click('button', 'Filters and groups');
    await panel.select('Group by', 'Project');
    await panel.waitFor('heading', 'Project 7');
    expect(await place(panel, 'Task 777')).toEqual(['1', '10']);
    await panel.select('Only due', 'Overdue');
    await panel.waitForText('No task matches “777”.');
    await panel.click('button', 'Clear filter');
    await panel.waitFor('heading', 'Project 0');
  });

  it('LO8: are drawn in spite of one that cannot be, which is drawn again once it can', async () => {
    const { browser } = world();
    const desk = await openDesk(world());
    await createSignedIn(world(), desk);
    const panel = await browser.openPage(panelPage);
    await panel.waitForText('You do not have any tasks');
    await pushTasks(desk, [
      numberedTask(1),
      numberedTask(2, { source: { title: 'Nowhere', url: 'https://' } }),
      numberedTask(3, { due: '2026-13-45' }),
      numberedTask(4, { completed: true, completedOn: 'soon' }),
      numberedTask(5),
    ]);
    for (const name of ['Task 1', 'Task 2', 'Task 5']) await panel.waitFor('button', `Complete ${name}`);
    const notShown = () => panel.evaluate(() => document.body.innerText.split('cannot be shown').length - 1);
    await until('two rows to say so', async () => (await notShown()) === 2);
    await pushTasks(desk, [numberedTask(3, { due: '2099-12-31' })]);
    await panel.waitFor('button', 'Complete Task 3');
    expect(await notShown()).toBe(1);
  });
});

inChromium('my tasks', (world) => {
  it('are deleted with a way back, which outlives the panel and a stopped background', async () => {
    const { browser, control } = world();
    const desk = await openDesk(world());
    await createSignedIn(world(), desk);
    let panel = await browser.openPage(panelPage);
    /** Deletes it, and takes it back in another panel; `late` where the time that there is for it was too short. */
    const deleteAndRestore = async (name: string) => {
      await addTask(panel, { name });
      await deleteTask(panel, name);
      await panel.close();
      await browser.stopBackground();
      panel = await browser.openPage(panelPage);
      return until(`"${name}" to be back, or to be deleted for good`, async () => {
        if ((await panel.count('button', `Delete ${name}`)) > 0) return 'restored';
        if ((await panel.count('button', 'Undo')) > 0) await panel.press('z', { ctrl: true });
        return (await ask(desk, 'session.get')).unsent === 0 && !(await isThere(name)) && 'late';
      });
    };
    const isThere = async (name: string) =>
      (await ask(desk, 'tasks.page', { from: 0 })).tasks.some((task) => task.name === name);
    let late = 0;
    while (late < 3 && (await deleteAndRestore(`Rotate the keys ${late}`)) === 'late') late += 1;
    const restored = `Rotate the keys ${late}`;
    await panel.waitFor('button', `Delete ${restored}`);

    await addTask(panel, { name: 'Water the plants' });
    await deleteTask(panel, 'Water the plants');
    await panel.waitForNoText('was deleted');
    await panel.waitUntilGone('button', 'Undo');
    const deletions = async () => (await control.calls())['TasksAPI DELETE /tasks/{taskId}'];
    await until('the deletion to be sent', async () => (await deletions()) === late + 1);
    await ask(desk, 'tasks.refresh');
    await panel.waitFor('button', `Delete ${restored}`);
    expect(await panel.count('button', 'Delete Water the plants')).toBe(0);
  });

  it('are written in a form that says what is missing, offers known projects, and outlives the panel', async () => {
    const { browser } = world();
    const desk = await openDesk(world());
    await createSignedIn(world(), desk);
    for (const project of ['Garden', 'Gardening', 'Office'])
      await ask(desk, 'tasks.create', { name: project, project });
    let panel = await browser.openPage(panelPage);
    await panel.waitFor('button', 'Complete Office');
    await panel.press('n');
    await panel.waitForText('Project names are public');
    await panel.press('Enter');
    await panel.waitForText('Name is needed.');
    expect(await panel.value('Due')).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    await browser.stopBackground();
    await panel.fill('Name', 'Plant a tree');
    await until('typing to wake the background', () => browser.backgroundRunning());
    await panel.fill('Project', 'gard');
    const offered = () =>
      [...document.querySelectorAll('datalist option')].map((one) => (one as HTMLOptionElement).value);
    expect(await panel.evaluate(offered)).toEqual(['Garden', 'Gardening']);
    await panel.fill('Project', 'Garden');
    const kept = () => ask(desk, 'tasks.draft');
    await until('the project to be kept', async () => (await kept())?.project === 'Garden');
    await panel.fill('Due', '2031-04-05');
    await panel.close();
    // No browser stops a background that has something to do, as this driver does.
    await until('the day to be kept', async () => (await kept())?.due === '2031-04-05');
    await browser.stopBackground();

    panel = await browser.openPage(panelPage);
    await panel.waitFor('button', 'Complete Office');
    await panel.press('n');
    await panel.waitFor('textbox', 'Name');
    expect(await panel.value('Name')).toBe('Plant a tree');
    expect([await panel.value('Project'), await panel.value('Due')]).toEqual(['Garden', '2031-04-05']);
    await panel.press('Enter');
    await panel.waitForText('"Plant a tree" was created.');
    await panel.waitForText('2031');
    await panel.press('n');
    await panel.waitFor('textbox', 'Name');
    expect(await panel.value('Name')).toBe('');
  });
});

/** The names of the tasks that are drawn, from the top on. */
const names = (panel: Surface): Promise<string[]> =>
  panel.evaluate(() => [...document.querySelectorAll('.task .name')].map((one) => one.textContent ?? ''));

/** Waits until the focus is on the row or button with that name, or on an element of that kind. */
async function focusIs(panel: Surface, wanted: string): Promise<void> {
  const focused = () =>
    panel.evaluate(() => {
      const { activeElement: element } = document;
      if (!element) return '';
      const name = element.querySelector('.name')?.textContent;
      return name ?? (element instanceof HTMLButtonElement ? element.innerText : element.tagName);
    });
  await until(`the focus to be on ${wanted}`, async () => (await focused()) === wanted, {
    seen: async () => `It is on ${await focused()}.`,
  });
}

/** A task's position in its list, as a screen reader gets it. */
const place = (panel: Surface, name: string): Promise<(string | null)[]> =>
  panel.evaluate((wanted: string) => {
    const row = [...document.querySelectorAll('.task')].find(
      (one) => one.querySelector('.name')?.textContent === wanted,
    );
    return [row?.getAttribute('aria-posinset') ?? null, row?.getAttribute('aria-setsize') ?? null];
  }, name);

/** Whether what has the focus can be seen, not hidden by what sticks to the panel's edges. */
const inSight = (panel: Surface): Promise<boolean> =>
  panel.evaluate(() => {
    const { activeElement: element } = document;
    const box = element?.getBoundingClientRect();
    if (!element || !box) return false;
    return [box.top + 4, box.bottom - 4].every((y) =>
      element.contains(document.elementFromPoint(box.left + 40, y)),
    );
  });
