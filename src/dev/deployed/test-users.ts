/** N confirmed test users who have accepted the terms, made and removed by an operator, on AWS as on this machine. */
import { openOperator } from './operator.ts';
import { makePassword } from './password.ts';
import type { Deployed } from './read.ts';
import { visitAsUser } from './visitor.ts';

const prefix = 'test-user-';

/** `test-user-001`, and so on. @param n from 1 on */
export const testUserName = (n: number): string => `${prefix}${String(n).padStart(3, '0')}`;

export interface MadeTestUsers {
  made: number;
  /** There before, and left as they were. */
  kept: number;
  /** Of those that were made now; null when there were none. */
  password: string | null;
}

/**
 * Makes those of the first `count` test users who are not there yet. Run again it changes nothing; with a password, it
 * goes through all of them again.
 *
 * @param password for all of them, those who are there too; without one, new users get one that is made here
 * @throws Error named as the user pool names it, such as `InvalidPasswordException`
 */
export async function makeTestUsers(
  deployed: Deployed,
  { count, password }: { count: number; password?: string | undefined },
): Promise<MadeTestUsers> {
  const operator = openOperator(deployed);
  const given = password ?? makePassword();
  try {
    const ready = new Set(
      (await operator.findUsers(prefix)).filter((one) => one.ready).map(({ username }) => username),
    );
    let made = 0;
    for (const username of Array.from({ length: count }, (_, at) => testUserName(at + 1))) {
      if (ready.has(username) && password === undefined) continue;
      await operator.createUser(username);
      await operator.setPassword(username, given);
      const user = await visitAsUser(deployed.configuration, { username, password: given });
      await user.changeProfile({ termsAccepted: true });
      if (!ready.has(username)) made += 1;
    }
    return { made, kept: count - made, password: made === 0 && password === undefined ? null : given };
  } finally {
    operator.close();
  }
}

/** Removes every test user with all that is kept of them. @returns how many there were */
export async function removeTestUsers(deployed: Deployed): Promise<number> {
  const operator = openOperator(deployed);
  try {
    const users = await operator.findUsers(prefix);
    for (const { username } of users) {
      // Only they themselves may erase what is theirs, so the operator becomes each of them for a moment.
      const password = makePassword();
      await operator.setPassword(username, password);
      await (await visitAsUser(deployed.configuration, { username, password })).eraseProfile();
      await operator.deleteUser(username);
    }
    return users.length;
  } finally {
    operator.close();
  }
}
