/**
 * `npm test [-- PART …] [--long] [--node V] [--chromium V] [--firefox V]`: runs all tests, from the set-up to both
 * browsers, or the given parts. `--long` runs the generated tests at full size. The other options run everything in
 * that version, given by its number or the beginning of it.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildExtension, describeBuild } from '../build/extension.ts';
import { readCommandLine } from '../command-line/read.mjs';
import { browserNames } from '../drive/browser.ts';
import { runProgram } from '../program.ts';
import { describeBrowser } from '../system/browsers.ts';
import { provideDesktopPrograms } from '../system/desktop-programs.ts';
import { type Outcome, summaryOf } from '../test/outcome.ts';
import { runInVersions, type WantedVersions } from '../versions/run-in-versions.ts';
import { checkTypes, lint } from './lint.ts';

type Part = ReturnType<typeof readCommandLine<'test'>>['words'][number];

const parts: Record<Part, (alone: boolean) => Promise<Outcome>> = {
  types: () => asOutcome(checkTypes()),
  lint: () => asOutcome(lint()),
  unit: () => runVitest('unit'),
  cloud: (alone) => runVitest('cloud', alone ? 'shown' : 'held', alone ? [] : ['--maxWorkers=1']),
  e2e: () => runVitest('e2e'),
};

/**
 * The fastest parts come first. Half of the time the e2e tests wait for a browser, so the cloud's tests run beside
 * them.
 */
const rounds: Part[][] = [['types', 'lint'], ['unit'], ['cloud', 'e2e']];

async function main(): Promise<void> {
  const { options, words } = readCommandLine('test');
  const { long, ...versions } = options;
  if (Object.keys(versions).length > 0) {
    process.exitCode = await testInVersions(versions, [...words, ...(long ? ['--long'] : [])]);
    return;
  }
  if (long) process.env.LONG = '1';
  const chosen = rounds
    .map((round) => round.filter((one) => words.length === 0 || words.includes(one)))
    .filter((round) => round.length > 0);
  const started = performance.now();
  const outcomes = await runAll(chosen);
  heading('summary');
  for (const line of summaryOf(outcomes, Math.round((performance.now() - started) / 1000))) console.log(line);
  process.exit([...outcomes.values()].some(({ failed }) => failed > 0) ? 1 : 0);
}

async function runAll(chosen: Part[][]): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const ready = await asOutcome(setUp(chosen.flat()));
  outcomes.set('set-up', ready);
  if (ready.failed) return outcomes; // tests of an older build prove nothing
  for (const round of chosen) {
    heading(round.join(' and '));
    const ran = await Promise.all(
      round.map(async (part) => [part, await parts[part](round.length === 1)] as const),
    );
    for (const [part, outcome] of ran) outcomes.set(part, outcome);
  }
  return outcomes;
}

/** Runs the same in a process with the requested versions. Resolves with its exit code. */
async function testInVersions(versions: WantedVersions, words: readonly string[]): Promise<number> {
  try {
    return await runInVersions(versions, ['test', ...words]);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  }
}

/** Prepares the chosen parts: the built extension, and the browsers for e2e. */
async function setUp(needed: Part[]): Promise<boolean> {
  heading('set-up');
  try {
    console.log(`Node ${process.versions.node}, ${process.execPath}`);
    if (needed.includes('e2e')) {
      for (const name of browserNames) console.log(await describeBrowser(name));
      const fault = await provideDesktopPrograms();
      if (fault) console.log(`There is no desktop for npm start: ${fault}.`); // its test is skipped with this reason
    }
    if (needed.some((one) => one === 'lint' || one === 'e2e')) {
      for (const target of await buildExtension()) console.log(await describeBuild(target));
    }
    return true;
  } catch (error) {
    console.error(error);
    return false;
  }
}

async function asOutcome(done: Promise<boolean>): Promise<Outcome> {
  return (await done) ? { passed: 1, failed: 0, skipped: [] } : { passed: 0, failed: 1, skipped: [] };
}

/** Runs one of vitest.config.ts's projects. A file that cannot run counts as a failure. */
async function runVitest(
  project: string,
  output: 'shown' | 'held' = 'shown',
  more: string[] = [],
): Promise<Outcome> {
  const temporary = await mkdtemp(join(tmpdir(), 'countersign-test-'));
  const file = join(temporary, 'outcome.json');
  try {
    const reporters = [
      '--reporter=default',
      '--reporter=./src/dev/test/outcome-reporter.ts',
      `--outputFile.outcome=${file}`,
    ];
    const succeeded = await runProgram(
      'vitest',
      ['run', '--project', project, ...reporters, ...more],
      output,
    );
    const outcome: Outcome = JSON.parse(await readFile(file, 'utf8')); // from our own reporter
    return succeeded ? outcome : { ...outcome, failed: Math.max(outcome.failed, 1) };
  } catch (error) {
    console.error(error);
    return { passed: 0, failed: 1, skipped: [] };
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

function heading(name: string): void {
  console.log(`\n── ${name} ${'─'.repeat(60 - name.length)}`);
}

await main();
