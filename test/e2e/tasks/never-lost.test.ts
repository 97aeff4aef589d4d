import { expect, it } from 'vitest';
import type { Surface } from '../../../src/dev/drive/surface.ts';
import { until } from '../../../src/dev/drive/wait.ts';
import { createSignedIn, openDesk } from '../world/accounts.ts';
import { ask } from '../world/ask.ts';
import { inEachBrowser } from '../world/each-browser.ts';

const today = '2026-11-20';

inEachBrowser(
  'twenty changes made offline',
  (world) => {
    it('survive a crash of the browser and reach the server exactly, once each', async () => {
      const { browser, control } = world();
      let desk = await openDesk(world());
      const person = await createSignedIn(world(), desk);
      await control.fault({ match: '*', kind: 'drop', times: 1_000_000 });
      const expected = await makeTwentyChanges(desk);
      const panel = await browser.openPage('/src/sidepanel/index.html');
      await panel.waitForText('waiting to be sent');
      expect((await ask(desk, 'session.get')).unsent).toBe(20);
      expect(await tasksNow(desk)).toEqual(expected);

      await browser.restart({ kill: true });
      desk = await openDesk(world());
      expect((await ask(desk, 'session.get')).unsent).toBe(20);
      expect(await tasksNow(desk)).toEqual(expected);
      await control.noFaults();
      await until('every change to arrive', async () => (await ask(desk, 'session.get')).unsent === 0, {
        within: 60_000,
      });

      // After a new sign-in, all data comes from the server.
      await ask(desk, 'account.signOut', {});
      await ask(desk, 'account.signIn', { username: person.username, password: person.password });
      await ask(desk, 'tasks.refresh');
      expect(await tasksNow(desk)).toEqual(expected);
      const { projects } = await ask(desk, 'projects.refresh');
      const totals = projects.map(({ project, added, completed }) => ({ project, added, completed }));
      expect(totals.filter(({ added }) => added > 0)).toEqual([
        { project: 'Garden', added: 3, completed: 1 },
        { project: 'House', added: 5, completed: 2 },
      ]);
    });
  },
  { ownWorld: true },
);

/** @returns the tasks as they have to be after them */
async function makeTwentyChanges(desk: Surface) {
  const ids: string[] = [];
  for (let index = 0; index < 10; index += 1) {
    const project = index % 2 === 0 ? 'House' : 'Garden';
    ids.push((await ask(desk, 'tasks.create', { name: `Task ${index}`, project, due: today })).taskId);
  }
  const id = (index: number) => ids[index] ?? '';
  for (const index of [0, 1, 2]) await ask(desk, 'tasks.complete', { taskId: id(index) });
  await ask(desk, 'tasks.reopen', { taskId: id(2) });
  await ask(desk, 'tasks.edit', { taskId: id(3), name: 'Renamed' });
  await ask(desk, 'tasks.edit', { taskId: id(3), project: 'House', due: '' });
  await ask(desk, 'tasks.complete', { taskId: id(4) });
  await ask(desk, 'tasks.edit', { taskId: id(4), description: 'Done, and described' });
  await ask(desk, 'tasks.delete', { taskIds: [id(5), id(6)] });
  const plain = (index: number) => ({
    name: `Task ${index}`,
    project: index % 2 === 0 ? 'House' : 'Garden',
    due: today,
    description: '',
    completed: false,
    version: 1,
  });
  return [
    { ...plain(0), completed: true, version: 2 },
    { ...plain(1), completed: true, version: 2 },
    { ...plain(2), version: 3 },
    { ...plain(3), name: 'Renamed', project: 'House', due: '', version: 3 },
    { ...plain(4), completed: true, description: 'Done, and described', version: 3 },
    ...[7, 8, 9].map(plain),
  ].sort(byName);
}

async function tasksNow(desk: Surface) {
  const { tasks } = await ask(desk, 'tasks.page', { from: 0 });
  return tasks
    .map(({ name, project, due, description, completed, version }) => ({
      name,
      project,
      due,
      description,
      completed,
      version,
    }))
    .sort(byName);
}

const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
