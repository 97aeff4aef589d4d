/** A local cloud with people in it who have so many tasks each, written straight into its tables. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import {
  sequenceItem,
  taskItem,
  taskKeys,
  tasksBySequence,
} from '../../src/cloud/handlers/tables/table-shapes.ts';
import { type LocalCloud, startLocalCloud } from '../../src/cloud/local/cloud.ts';
import { openInstallation } from '../../src/cloud/local/installation.ts';
import { openRecords } from '../../src/cloud/local/records/records.ts';
import { type Item, openEngine } from '../../src/cloud/local/store/engine.ts';
import { localAddress, readStack } from '../../src/cloud/local/template/read-stack.ts';
import { synthesise } from '../../src/cloud/stack/synth.ts';
import type { Configuration } from '../../src/contract/configuration.ts';
import { type CloudControl, controlOf } from '../../src/dev/drive/cloud-control.ts';
import { newPerson, type Person } from '../../src/dev/drive/main-job.ts';
import type { Task } from '../../src/domain/task.ts';
import { CognitoUserPool, signIn } from '../cloud/local/user-pool/sign-in-library.ts';
import { makeTemporaryFolder, removeTemporaryFolder } from './temporary-folders.ts';

/** Somebody who has accepted the terms. */
export interface Resident extends Person {
  sub: string;
  /** Good for an hour. */
  idToken: string;
}

export interface FilledCloud {
  cloud: LocalCloud;
  control: CloudControl;
  /** The user with this number of tasks. */
  resident(tasks: number): Resident;
  /** Lets the cloud's clock run ahead, so that its stages, which take 500 calls a second, take so many again. */
  letTimePass(calls: number): void;
  stop(): Promise<void>;
}

/** How many tasks those have whose lists are measured; somebody else has none. */
export const listSizes = (quick: boolean): number[] => (quick ? [10, 10_000] : [10, 1000, 10_000]);

export const sizesOf = (quick: boolean): number[] => [...listSizes(quick), 0];

/** @param sizes how many tasks each person has */
export async function startFilledCloud(sizes: readonly number[]): Promise<FilledCloud> {
  const dir = await makeTemporaryFolder();
  const remove = () => removeTemporaryFolder(dir);
  let aheadMs = 0;
  const start = () => startLocalCloud({ dir, log: () => {}, clock: () => Date.now() + aheadMs });
  try {
    const empty = await start();
    const residents: Resident[] = [];
    try {
      for (const _ of sizes) residents.push(await settle(empty));
    } finally {
      await empty.stop();
    }
    await fill(
      dir,
      residents.map(({ sub }, at) => ({ owner: sub, count: sizes[at] ?? 0 })),
    );
    const cloud = await start();
    return {
      cloud,
      control: controlOf(cloud),
      resident(tasks) {
        const resident = residents[sizes.indexOf(tasks)];
        if (!resident) throw new Error(`Nobody has ${tasks} tasks`);
        return resident;
      },
      letTimePass: (calls) => {
        aheadMs += calls * 2;
      },
      async stop() {
        await cloud.stop();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function settle(cloud: LocalCloud): Promise<Resident> {
  const { configuration } = cloud;
  const person = newPerson();
  const { username, email, password } = person;
  const pool = async (operation: string, input: object) => {
    const answer = await fetch(`${configuration.endpoints?.userPool}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
      },
      body: JSON.stringify({ ClientId: configuration.userPoolClientId, Username: username, ...input }),
    });
    if (!answer.ok) throw new Error(`${operation} answers ${await answer.text()}`);
  };
  await pool('SignUp', { Password: password, UserAttributes: [{ Name: 'email', Value: email }] });
  await pool('ConfirmSignUp', { ConfirmationCode: await controlOf(cloud).code(email) });
  const idToken = await idTokenOf(configuration, person);
  const agreed = await fetch(`${configuration.apis.ProfileAPI?.endpoint}/profile`, {
    method: 'PUT',
    headers: { authorization: idToken },
    body: JSON.stringify({ termsAccepted: true }),
  });
  if (!agreed.ok) throw new Error(`ProfileAPI answers ${agreed.status}`);
  const claims = JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString());
  return { ...person, idToken, sub: claims.sub };
}

async function idTokenOf(configuration: Configuration, { username, password }: Person): Promise<string> {
  const items = new Map<string, string>();
  const pool = new CognitoUserPool({
    UserPoolId: configuration.userPoolId,
    ClientId: configuration.userPoolClientId,
    endpoint: configuration.endpoints?.userPool ?? '',
    Storage: {
      setItem: (key, value) => void items.set(key, value),
      getItem: (key) => items.get(key) ?? null,
      removeItem: (key) => void items.delete(key),
      clear: () => items.clear(),
    },
  });
  return (await signIn(pool, username, password)).session.getIdToken().getJwtToken();
}

/**
 * The tables of a cloud that does not run, filled as the handlers would have filled them in as many changes. Straight into the
 * engine: what the store does for each row, so that none is lost in a crash, takes five times as long.
 */
async function fill(dir: string, owners: readonly { owner: string; count: number }[]): Promise<void> {
  const records = await openRecords(join(dir, 'records'));
  try {
    const { physicalId } = await openInstallation(records, localAddress.region);
    const { tables } = readStack(await synthesise(), physicalId);
    const ofTasks = JSON.stringify(tasksBySequence.name);
    const table = tables.find(({ definition }) => JSON.stringify(definition).includes(ofTasks));
    if (!table) throw new Error('The stack has no table of tasks');
    const engine = await openEngine(join(dir, 'tables/rows'));
    const put = (row: Row) => engine.run('PutItem', { TableName: table.name, Item: itemOf(row) });
    try {
      for (const { owner, count } of owners) {
        const rows = Array.from({ length: count }, (_, at) => ({
          ...taskRow(at),
          ...{ [taskKeys.partition]: owner, seq: at + 1, changeId: randomUUID() },
        }));
        const sequence = {
          ...{ [taskKeys.partition]: owner, [taskKeys.sort]: sequenceItem },
          ...{ last: count, live: count },
        };
        const all: Row[] = count > 0 ? [...rows, sequence] : [];
        for (let from = 0; from < all.length; from += 100)
          await Promise.all(all.slice(from, from + 100).map(put));
      }
    } finally {
      await engine.close();
    }
  } finally {
    await records.close();
  }
}

type Row = Record<string, string | number | boolean>;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html */
const itemOf = (row: Row): Item =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'string'
        ? { S: value }
        : typeof value === 'number'
          ? { N: `${value}` }
          : { BOOL: value },
    ]),
  );

const projects = ['Release', 'Invoices', 'Website', 'Handbook', 'Hiring'];

function taskRow(at: number): Omit<Task, 'source'> & Row {
  const taskId = randomUUID();
  const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
  const completed = at % 5 === 0;
  return {
    taskId,
    [taskKeys.sort]: taskItem(taskId),
    name: `Task ${at}: look after what was agreed`,
    project: projects[at % projects.length] ?? '',
    due: at % 3 === 0 ? '' : day((at % 60) - 5),
    description: at % 2 === 0 ? 'What is to be done, and where the papers are.' : '',
    createdOn: day(-(at % 30)),
    completed,
    completedOn: completed ? day(0) : '',
    version: 1,
  };
}
