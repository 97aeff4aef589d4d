/** Questions to the person at the terminal. */
import { createInterface } from 'node:readline/promises';

/** @returns the typed text, or null if there is no person at the terminal */
export async function ask(question: string): Promise<string | null> {
  if (!process.stdin.isTTY) return null;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return (await terminal.question(question)).trim();
  } finally {
    terminal.close();
  }
}

/**
 * @param yes given on the command line; answers every such question
 * @param alone the error if nobody can be asked
 * @throws Error with `alone`
 */
export async function confirm(question: string, options: { yes: boolean; alone: string }): Promise<boolean> {
  if (options.yes) return true;
  const answer = await ask(`${question} [y/N] `);
  if (answer === null) throw new Error(options.alone);
  return /^y(es)?$/i.test(answer);
}
