/** An operator makes and removes N confirmed test users who have accepted the terms, on AWS or on this machine. */
import { openOperator } from './operator.ts';
import { makePassword } from './password.ts';
import type { Deployed } from './read.ts';
import { visitAsUser } from './visitor.ts';

const prefix = 'test-user-';

/** `test-user-001`, and so on. @param n from 1 */
export const testUserName = (n: number): string => `${prefix}${String(n).padStart(3, '0')}`;

export interface MadeTestUsers {
  made: number;
  /** Existed before, and were not changed. */
  kept: number;
  /** Password of the new users; null if there are none. */
  password: string | null;
}

/**
 * Makes the missing ones of the first `count` test users. A repeated run changes nothing, unless a password is given:
 * then it handles all of them again.
 *
 * @param password for all of them, existing ones included. By default new users share a new random one
 * @throws Error with the user pool's name, such as `InvalidPasswordException`
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

/** Removes every test user with all their data. @returns their number */
export async function removeTestUsers(deployed: Deployed): Promise<number> {
  const operator = openOperator(deployed);
  try {
    const users = await operator.findUsers(prefix);
    for (const { username } of users) {
      // Only users themselves may erase their data, so the operator signs in as each of them.
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
