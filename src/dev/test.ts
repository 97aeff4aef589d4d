/**
 * `npm test [-- PART …] [--long]`: all that has to hold, from set-up to both browsers, or the parts that are named.
 * `--long` runs the campaigns at full size.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from './browsers.ts';
import { buildExtension, describeBuild } from './build/extension.ts';
import { browserNames } from './drive/browser.ts';
import { checkTypes, lint } from './lint.ts';
import { runProgram } from './program.ts';

interface Result {
  passed: number;
  failed: number;
}

const parts = {
  types: () => asResult(checkTypes()),
  lint: () => asResult(lint()),
  unit: () => runVitest('unit'),
  cloud: (alone) => runVitest('cloud', alone ? 'shown' : 'held', alone ? [] : ['--maxWorkers=1']),
  e2e: () => runVitest('e2e'),
} satisfies Record<string, (alone: boolean) => Promise<Result>>;

type Part = keyof typeof parts;

/** What fails soonest comes first. Browsers are waited for half of the time: the cloud's tests run beside them. */
const rounds: Part[][] = [['types', 'lint'], ['unit'], ['cloud', 'e2e']];

const asked = process.argv.slice(2).filter((one) => one !== '--long');
const unknown = asked.find((one) => !Object.hasOwn(parts, one));
if (unknown) {
  console.error(`There is no part "${unknown}". There are: ${Object.keys(parts).join(', ')}.`);
  process.exit(1);
}
if (process.argv.includes('--long')) process.env.LONG = '1';

const chosen = rounds
  .map((round) => round.filter((one) => asked.length === 0 || asked.includes(one)))
  .filter((round) => round.length > 0);
const results = new Map<string, Result>();
const started = performance.now();

results.set('set-up', await asResult(setUp(chosen.flat())));
if (results.get('set-up')?.failed) report(); // what is left of an older build proves nothing
for (const round of chosen) {
  heading(round.join(' and '));
  const ran = await Promise.all(round.map((part) => parts[part](round.length === 1)));
  round.forEach((part, at) => {
    results.set(part, ran[at] ?? { passed: 0, failed: 1 });
  });
}
report();

/** What the chosen parts need: the built extension, and for e2e the browsers. */
async function setUp(needed: Part[]): Promise<boolean> {
  heading('set-up');
  try {
    if (needed.includes('e2e')) {
      for (const name of browserNames) console.log(`${name}: ${await findBrowser(name)}`);
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

async function asResult(done: Promise<boolean>): Promise<Result> {
  return (await done) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** What is read of Vitest's JSON report. */
interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numFailedTestSuites: number;
}

/** Runs one of vitest.config.ts's projects. A test that is skipped has not passed; a file that cannot run is a failure. */
async function runVitest(
  project: string,
  output: 'shown' | 'held' = 'shown',
  more: string[] = [],
): Promise<Result> {
  const room = await mkdtemp(join(tmpdir(), 'countersign-test-'));
  const outputFile = join(room, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${outputFile}`];
    const succeeded = await runProgram(
      'vitest',
      ['run', '--project', project, ...reporters, ...more],
      output,
    );
    const report: Report = JSON.parse(await readFile(outputFile, 'utf8'));
    const skipped = report.numPendingTests + report.numTodoTests;
    const failed = report.numFailedTests + skipped;
    return { passed: report.numPassedTests, failed: succeeded ? failed : Math.max(failed, 1) };
  } catch (error) {
    console.error(error);
    return { passed: 0, failed: 1 };
  } finally {
    await rm(room, { recursive: true, force: true });
  }
}

function heading(name: string): void {
  console.log(`\n── ${name} ${'─'.repeat(60 - name.length)}`);
}

function report(): never {
  heading('summary');
  for (const [part, { passed, failed }] of results) {
    console.log(`${failed ? '✗' : '✓'} ${part.padEnd(8)} ${passed} passed, ${failed} failed`);
  }
  const sum = (key: keyof Result) => [...results.values()].reduce((total, one) => total + one[key], 0);
  console.log(`in ${Math.round((performance.now() - started) / 1000)} s`);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  process.exit(sum('failed') ? 1 : 0);
}
