/** Task writes through the whole local cloud while its process is killed: signature, policy, function, tables. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CodedError } from '../../../../src/contract/errors.ts';
import type { Change } from '../../../../src/core/tasks/change.ts';
import { applyDeltas, counterDeltas } from '../../../../src/domain/project-counters.ts';
import { confirmedUser, controlOf, signIn, startCore } from '../../../background/world/world.ts';
import { type CloudProcess, startCloudProcess } from '../cloud-process.ts';

const long = process.env.LONG === '1';
const writes = long ? 1000 : 60;
/** Every so many writes one is cut off by a kill. */
const killEvery = long ? 25 : 15;

let dir: string;
let cloud: CloudProcess;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'countersign-kills-'));
  cloud = await startCloudProcess(dir);
});
afterEach(async () => {
  await cloud.end('SIGKILL');
  await rm(dir, { recursive: true, force: true });
});

function creation(number: number): Change {
  const ids = { taskId: crypto.randomUUID(), changeId: crypto.randomUUID() };
  const body = {
    ...ids,
    name: `task ${number}`,
    project: `P${number % 3}`,
    due: '',
    description: '',
    createdOn: '2026-11-20',
  };
  return { kind: 'create', ...ids, body };
}

it(`loses none of ${writes} acknowledged writes and doubles none, killed with writes under way`, async () => {
  const local = { ...cloud, inboxUrl: '', accounts: null, stop: async () => {} };
  const core = await startCore(local);
  await signIn(core, await confirmedUser(core, controlOf(local)));
  await core.profile.change({ termsAccepted: true });
  // How long a write that will be cut off is under way, ms: from before it arrives to after it is answered.
  const moments = fc.sample(fc.integer({ min: 0, max: 40 }), Math.ceil(writes / killEvery));

  const acknowledged: string[] = [];
  let kills = 0;
  for (let number = 1; number <= writes; number += 1) {
    const change = creation(number);
    const send = () => core.tasks.send(change, 1);
    if (number % killEvery === 0) {
      const cutOff = send().catch((error: unknown) => error);
      await new Promise((resolve) => setTimeout(resolve, moments[kills]));
      await cloud.end('SIGKILL');
      const outcome = await cutOff;
      if (outcome instanceof Error && !(outcome instanceof CodedError)) throw outcome;
      cloud = await startCloudProcess(dir);
      kills += 1;
    }
    // Sent again when it was cut off: the same change, whether the first arrived or not.
    expect(await send()).toMatchObject({ done: 'saved' });
    acknowledged.push(change.taskId);
  }

  expect(kills).toBe(Math.floor(writes / killEvery));
  const tasks = await core.tasks.list();
  expect(tasks.map(({ taskId }) => taskId).sort()).toEqual(acknowledged.sort());
  const recount = applyDeltas(
    [],
    tasks.flatMap((task) => counterDeltas(null, task)),
  );
  expect(await core.tasks.projects(true)).toEqual(recount);
});
