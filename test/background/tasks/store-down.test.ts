/** A table store that fails in the middle of a change: the answer says so, and a repetition makes it once. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { LocalCloud } from '../../../src/cloud/local/cloud.ts';
import type { Change } from '../../../src/core/tasks/change.ts';
import { localDay } from '../../../src/domain/day.ts';
import {
  type Control,
  type Core,
  confirmedUser,
  controlOf,
  signIn,
  startCore,
  startMemoryCloud,
} from '../world/world.ts';

let cloud: LocalCloud;
let control: Control;
let core: Core;
beforeAll(async () => {
  cloud = await startMemoryCloud();
  control = controlOf(cloud);
});
afterAll(() => cloud.stop());
beforeEach(async () => {
  await control.post('reset', {});
  core = await startCore(cloud);
  await signIn(core, await confirmedUser(core, control));
  await core.profile.change({ termsAccepted: true });
});
afterEach(() => control.clearFaults());

const project = 'House';
function creation(): Change {
  const ids = { taskId: crypto.randomUUID(), changeId: crypto.randomUUID() };
  const createdOn = localDay(Date.now());
  return {
    kind: 'create',
    ...ids,
    body: { ...ids, name: 'Paint', project, due: '', description: '', createdOn },
  };
}
const stored = async () => {
  const tasks = await core.tasks.list();
  const [counted] = (await core.tasks.projects(true)).filter((row) => row.project === project);
  return { tasks: tasks.length, added: counted?.added ?? 0 };
};
const transaction = { match: 'dynamodb.TransactWriteItems' };

it.each(['fail', 'drop'])(
  'down (%s), nothing is written; up again, the same change is made once',
  async (kind) => {
    await control.post('faults', { ...transaction, kind, times: 100 });
    const change = creation();
    await expect(core.tasks.send(change, 1)).rejects.toMatchObject({ code: 'serverError' });
    await control.clearFaults();
    expect(await stored()).toEqual({ tasks: 0, added: 0 });
    await core.tasks.send(change, 1);
    expect(await stored()).toEqual({ tasks: 1, added: 1 });
  },
);

it('losing the acknowledgement of what it wrote, it has the change once', async () => {
  await control.post('faults', { ...transaction, kind: 'drop', after: true, times: 2 });
  await core.tasks.send(creation(), 1);
  expect(await stored()).toEqual({ tasks: 1, added: 1 });
});
