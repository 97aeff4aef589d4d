/** The two accounts of the sample data. They are made by the user pool's own operations, as an operator would. */
import { createHmac } from 'node:crypto';
import * as v from 'valibot';
import { adminGroup, erasedAnswer } from '../../../contract/profile-api.ts';
import type { Table } from '../records/records.ts';
import type { Operation } from '../server/operation.ts';
import type { TokenOwner } from './profile-caller.ts';
import type { TaskCaller } from './task-caller.ts';

export const sampleNames = ['demo', 'admin'] as const;
export type SampleName = (typeof sampleNames)[number];

export interface SampleAccount {
  username: string;
  password: string;
}
export type SampleAccounts = Record<SampleName, SampleAccount>;

export interface SampleAccountsParts {
  /** The user pool's, by name. */
  operations: ReadonlyMap<string, Operation>;
  poolId: string;
  /** The `sub` of the user with this name; null if there is none. */
  subOf(username: string): string | null;
  /** The accounts of the sample data: the `sub` by name. */
  made: Table<string>;
  /** The installation's secret: other installations have other passwords. */
  secret: string;
  profileOf(person: TokenOwner): TaskCaller;
}

export interface SampleAccountsService {
  /**
   * Makes the missing accounts. Existing ones get their password and their group back.
   *
   * @returns the `sub` of `demo`, who owns the sample tasks
   * @throws Error if somebody else has taken one of the names
   */
  make(): Promise<string>;
  /** The names and passwords to sign in with; null unless both accounts exist. */
  shown(): SampleAccounts | null;
  /** Removes both, with all their data. */
  remove(): Promise<void>;
}

/** The password is always the same for an installation; it satisfies every policy of ours. */
export function samplePassword(secret: string, username: string): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const digest = createHmac('sha256', secret).update(`sample account ${username}`).digest();
  const group = (from: number) =>
    [...digest.subarray(from, from + 4)].map((byte) => letters[byte % letters.length]).join('');
  return `Demo1-${group(0)}-${group(4)}`;
}

export const sampleAccount = (secret: string, username: SampleName): SampleAccount => ({
  username,
  password: samplePassword(secret, username),
});

/** Stands for a `sub` that is not known yet. */
const beingMade = '';

export function createSampleAccounts(parts: SampleAccountsParts): SampleAccountsService {
  const { poolId: UserPoolId, subOf, made, secret } = parts;

  async function ask(operation: string, input: object): Promise<object> {
    const run = parts.operations.get(operation);
    if (!run) throw new Error(`The local user pool has no ${operation}.`);
    return run({ UserPoolId, ...input });
  }

  async function makeOne(username: SampleName): Promise<string> {
    const taken = subOf(username);
    const known = made.get(username);
    if (taken !== null && known !== taken && known !== beingMade) {
      throw new Error(`The account "${username}" is somebody's own: the sample data needs the name.`);
    }
    if (taken === null) {
      // Written first, so that an account is recognised after an interruption.
      await made.put(username, beingMade);
      await create(username);
    }
    const sub = taken ?? subOf(username);
    if (sub === null) throw new Error(`The account "${username}" was not made.`);
    await made.put(username, sub);
    const Password = samplePassword(secret, username);
    await ask('AdminSetUserPassword', { Username: username, Password, Permanent: true });
    if (username === 'admin') await ask('AdminAddUserToGroup', { Username: username, GroupName: adminGroup });
    const accepted = await parts.profileOf({ sub, username })('PUT', '/profile', { termsAccepted: true });
    if (accepted.status !== 200)
      throw new Error(`ProfileAPI answered the sample data with ${accepted.status}.`);
    return sub;
  }

  async function create(username: SampleName): Promise<void> {
    const attributes = {
      email: `${username}@example.com`,
      email_verified: 'true',
      preferred_username: username,
    };
    await ask('AdminCreateUser', {
      Username: username,
      UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
      MessageAction: 'SUPPRESS',
    });
  }

  async function removeOne(username: SampleName): Promise<void> {
    const sub = made.get(username);
    if (sub === undefined) return;
    const call = parts.profileOf({ sub, username });
    for (let done = false; !done; ) {
      const answer = await call('DELETE', '/profile');
      if (answer.status >= 300) throw new Error(`ProfileAPI answered the removal with ${answer.status}.`);
      done = v.parse(erasedAnswer, answer.body).done;
    }
    if (subOf(username) === sub) await ask('AdminDeleteUser', { Username: username });
    await made.delete(username);
  }

  return {
    shown() {
      const are = sampleNames.every((name) => {
        const sub = subOf(name);
        return sub !== null && sub === made.get(name);
      });
      return are ? { demo: sampleAccount(secret, 'demo'), admin: sampleAccount(secret, 'admin') } : null;
    },
    async make() {
      const [demo] = [await makeOne('demo'), await makeOne('admin')];
      return demo;
    },
    async remove() {
      for (const name of sampleNames) await removeOne(name);
    },
  };
}
