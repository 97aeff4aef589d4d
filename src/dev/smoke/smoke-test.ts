/** Runs the main job once on a running cloud, as a guest and as a new user, and prints the result of each step. */

import { randomUUID } from 'node:crypto';
import { openOperator } from '../deployed/operator.ts';
import { makePassword } from '../deployed/password.ts';
import type { Deployed } from '../deployed/read.ts';
import { type User, visitAsUser } from '../deployed/visitor.ts';
import { tryGuest } from './guest.ts';
import type { Step } from './step.ts';
import { doTasks } from './tasks.ts';

export interface SmokeTest extends Deployed {
  /** Takes a line for a person. Default: stdout. */
  print?: (line: string) => void;
}

/** @returns whether every step succeeded. The user is removed in any case */
export async function runSmokeTest(options: SmokeTest): Promise<boolean> {
  const { configuration, print = console.log } = options;
  const { step, failures } = printSteps(print);
  const operator = openOperator(options);
  const account = { username: `smoke-${randomUUID().slice(0, 13)}`, password: makePassword() };
  let user: User | undefined;

  await tryGuest(configuration, step, print).catch(noted);
  try {
    await step('The operator makes a user', async () => {
      await operator.createUser(account.username);
      await operator.setPassword(account.username, account.password);
    });
    const visitor = await step('The user signs in by SRP', () => visitAsUser(configuration, account));
    user = visitor;
    await step('The user accepts the terms', () => visitor.changeProfile({ termsAccepted: true }));
    await doTasks(visitor, step);
  } catch (error) {
    noted(error);
  } finally {
    await removeUser();
    operator.close();
  }
  print(failures() === 0 ? 'Everything works.' : `${failures()} of the steps failed.`);
  return failures() === 0;

  async function removeUser(): Promise<void> {
    const erasing = user;
    if (erasing) await step('What was kept of the user is erased', () => erasing.eraseProfile()).catch(noted);
    await step('The operator deletes the user', () => operator.deleteUser(account.username)).catch(noted);
  }
}

/** A failed step has been printed and counted already; the other steps still run. */
function noted(_error: unknown): void {}

function printSteps(print: (line: string) => void): { step: Step; failures: () => number } {
  let failed = 0;
  return {
    failures: () => failed,
    async step(name, run) {
      try {
        const result = await run();
        print(`✓ ${name}`);
        return result;
      } catch (error) {
        failed += 1;
        print(`✗ ${name}: ${describe(error)}`);
        throw error;
      }
    },
  };
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message.includes(error.name) || error.name === 'Error'
    ? error.message
    : `${error.name}: ${error.message}`;
}
