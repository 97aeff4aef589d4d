import { expect, it } from 'vitest';
import type { Surface } from '../../../src/dev/drive/surface.ts';
import { until } from '../../../src/dev/drive/wait.ts';
import { localDay } from '../../../src/domain/day.ts';
import { createSignedIn, openDesk } from '../world/accounts.ts';
import { ask } from '../world/ask.ts';
import { inEachBrowser } from '../world/each-browser.ts';

const popupPage = '/src/popup/index.html?tab';
const panelPage = '/src/sidepanel/index.html';

inEachBrowser('a task in one line', (world) => {
  it('QL5: is shown as it is understood, in the popup, and each part turns back into words', async () => {
    const { browser } = world();
    const desk = await openDesk(world());
    await createSignedIn(world(), desk);
    await ask(desk, 'tasks.create', { name: 'sweep', project: 'home' });
    const popup = await browser.openPage(popupPage);
    await popup.fill('Add a task', 'call mom next fri 5pm');
    await popup.waitForText('Stays in the name: “next fri”, “5pm”');

    await popup.fill('Add a task', 'buy milk #Home, tomorrow');
    await popup.waitFor('button', 'Due Tomorrow: keep as words');
    await popup.press('Backspace');
    await popup.waitUntilGone('button', 'Due Tomorrow: keep as words');
    expect(await popup.value('Add a task')).toBe('buy milk #Home, tomorrow');
    await popup.press('Backspace');
    await until(
      'a letter to be deleted',
      async () => (await popup.value('Add a task')) === 'buy milk #Home, tomorro',
    );
    await popup.click('button', 'Project Home: keep as words');
    await popup.waitUntilGone('button', 'Project Home: keep as words');
    await popup.port.type('w!');
    await popup.press('Enter');
    await popup.waitForText('"buy milk #Home, tomorrow!" was created.');
    expect(await popup.value('Add a task')).toBe('');

    await popup.fill('Add a task', 'buy milk #Home, tomorrow');
    await popup.waitFor('button', 'Due Tomorrow: keep as words');
    await popup.press('Enter');
    await popup.waitForText('"buy milk" was created.');
    expect(await tasksOf(desk)).toMatchObject({
      'buy milk': { project: 'home', due: localDay(Date.now() + 24 * 60 * 60_000) },
      'buy milk #Home, tomorrow!': { project: 'N/A', due: '' },
    });
    await popup.click('button', 'Undo');
    await until('the task to be gone', async () => !('buy milk' in (await tasksOf(desk))));
  });

  it('QL5: is the name in the panel, and fills its fields until the person does', async () => {
    const { browser } = world();
    const desk = await openDesk(world());
    await createSignedIn(world(), desk);
    await ask(desk, 'tasks.create', { name: 'sweep', project: 'home' });
    const panel = await browser.openPage(panelPage);
    await panel.waitFor('button', 'Complete sweep');
    await panel.click('button', 'Add task');
    const today = await panel.value('Due');
    await panel.fill('Name', 'buy milk #HOME 2099-12-31');
    await panel.waitFor('button', 'Project home: keep as words');
    expect([await panel.value('Project'), await panel.value('Due')]).toEqual(['home', '2099-12-31']);
    await panel.press('Backspace');
    await until('the day to be words', async () => (await panel.value('Due')) === today);
    await panel.fill('Project', 'garden');
    await panel.waitUntilGone('button', 'Project home: keep as words');
    await panel.fill('Name', 'buy milk #HOME tomorrow');
    await panel.waitFor('button', 'Due Tomorrow: keep as words');
    await panel.press('Enter');
    await panel.waitForText('"buy milk #HOME" was created.');
    expect(await tasksOf(desk)).toMatchObject({
      'buy milk #HOME': { project: 'garden', due: localDay(Date.now() + 24 * 60 * 60_000) },
    });
  });
});

/** The tasks by their names. */
async function tasksOf(desk: Surface) {
  const { tasks } = await ask(desk, 'tasks.page', { from: 0 });
  return Object.fromEntries(tasks.map((task) => [task.name, task]));
}
