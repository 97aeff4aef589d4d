// Runs src/dev/commands/COMMAND.ts, on a fresh clone too. It is plain JavaScript without dependencies, since nothing
// may be installed yet.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { commands } from './command-line/commands.mjs';
import { readCommandLine } from './command-line/read.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
/** The commands that people and tests wait for most often. They start without a compiler. */
const startsAtOnce = ['build', 'cloud', 'deploy', 'undeploy'];

async function main() {
  const [command = '', ...args] = process.argv.slice(2);
  requireNode();
  if (!Object.hasOwn(commands, command)) {
    fail(`There is no command "${command}". There are: ${Object.keys(commands).join(', ')}.`);
  }
  requireKnown(command, args);
  installPackages();
  // The SDK's warning about the Node versions of next year is for the project's developers.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const { script } = commands[command];
  if (startsAtOnce.includes(command)) await runHere(script, args);
  else run(script, args);
}

/** Refuses unknown options and words before anything else is done. */
function requireKnown(command, args) {
  try {
    readCommandLine(command, args);
  } catch (error) {
    fail(error.message);
  }
}

function requireNode() {
  const wanted = /\d+\.\d+/.exec(readJson('package.json').engines.node)[0];
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [leastMajor, leastMinor] = wanted.split('.').map(Number);
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return;
  fail(
    `Countersign needs Node ${wanted} or newer; this is ${process.versions.node}. See https://nodejs.org.`,
  );
}

/** Installs the lockfile's packages if others, or none, are installed. */
function installPackages() {
  if (isInstalled()) return;
  console.error('Installing packages …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status } = spawnSync(npm, ['ci', '--include=dev', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
    shell: process.platform === 'win32', // Windows starts .cmd files only by a shell
  });
  if (status !== 0) fail('The packages could not be installed; npm says why above.');
}

/**
 * npm writes a list of the installed packages. It is compared with the packages that the lockfile requires on every
 * system.
 */
function isInstalled() {
  if (!existsSync(join(root, 'node_modules/.package-lock.json'))) return false;
  const installed = readJson('node_modules/.package-lock.json').packages;
  return Object.entries(readJson('package-lock.json').packages).every(
    ([path, wanted]) => path === '' || wanted.optional || installed[path]?.integrity === wanted.integrity,
  );
}

/** Runs a script in this process, from a bundle: it is ready in a third of the time. */
async function runHere(script, scriptArgs) {
  const { bundled } = await import('./bundled.mjs');
  const bundle = await bundled(root, script);
  process.chdir(root);
  process.argv = [process.execPath, bundle, ...scriptArgs];
  await import(pathToFileURL(bundle).href);
}

/** Runs a script by tsx, passes on the signals that end it, and exits with its code. */
function run(script, scriptArgs) {
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...scriptArgs], {
    cwd: root,
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

function readJson(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

await main();
