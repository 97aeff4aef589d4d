import { expect, it } from 'vitest';
import { addTask, deleteTask } from '../../src/dev/drive/main-job.ts';
import { createSignedIn, openDesk } from './accounts.ts';
import { ask } from './ask.ts';
import { inEachBrowser } from './each-browser.ts';

const panelPage = '/src/sidepanel/index.html';

inEachBrowser('my tasks', (world) => {
  it('are deleted with a way back, which outlives the panel and a stopped background', async () => {
    const { browser, control } = world();
    const desk = await openDesk(world());
    await createSignedIn(world(), desk);
    let panel = await browser.openPage(panelPage);
    await addTask(panel, { name: 'Rotate the keys' });
    await addTask(panel, { name: 'Water the plants' });
    await deleteTask(panel, 'Rotate the keys');
    await panel.close();
    await browser.stopBackground();
    panel = await browser.openPage(panelPage);
    await panel.waitForText('"Rotate the keys" was deleted.');
    await panel.click('button', 'Undo');
    await panel.waitForText('"Rotate the keys" was restored.');
    await panel.waitFor('button', 'Delete Rotate the keys');

    await deleteTask(panel, 'Water the plants');
    await panel.waitForNoText('was deleted');
    await panel.waitUntilGone('button', 'Undo');
    expect(await control.calls()).toMatchObject({ 'TasksAPI DELETE /tasks/{taskId}': 1 });
    await ask(desk, 'tasks.refresh');
    await panel.waitFor('button', 'Delete Rotate the keys');
    expect(await panel.count('button', 'Delete Water the plants')).toBe(0);
  });
});
