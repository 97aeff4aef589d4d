/** Installs packages on Debian and systems derived from it. */
import { until } from '../drive/wait.ts';
import { type Machine, type Outcome, thisMachine } from './machine.ts';

export interface WantedPackages {
  packages: readonly string[];
  /** The reason, as a sentence. The question to the person begins with it. */
  reason: string;
  /**
   * Whether the packages' programs are present and new enough; installed packages are updated until they are. By
   * default it is enough that they are installed.
   */
  isEnough?: () => Promise<boolean>;
}

/** Longest time to update the package lists, in ms. */
const updatePatience = 5 * 60_000;
/** Longest time to install the packages, in ms. */
const installPatience = 15 * 60_000;
/** Longest wait for another run of apt-get, in ms: a machine updates itself after its start. */
const lockPatience = 5 * 60_000;

/**
 * Makes sure that these Debian packages are installed. The package lists are updated first: those of a new machine may
 * be months old. A person at the terminal is asked once. Root without a person (a container, a build machine) is not
 * asked.
 *
 * @returns the obstacle, as a clause without a full stop; null if the packages are there
 */
export async function ensureDebianPackages(
  wanted: WantedPackages,
  machine: Machine = thisMachine,
): Promise<string | null> {
  if (!(await hasAptGet(machine))) return 'this system has no apt-get';
  const packages = await lacking(wanted, machine);
  if (packages.length === 0) return null;
  const names = packages.join(', ');
  if (machine.person === null && !machine.isRoot)
    return `nobody is at the terminal to agree to the installation of ${names}`;
  const question = `${wanted.reason} Run \`${installCommand(packages, machine)}\`?`;
  if (machine.person && !(await machine.person.agrees(question)))
    return `the installation of ${names} was declined`;

  machine.say(`Installing ${names} …`);
  const update = await aptGet(machine, ['update', '--quiet=2', ...everyError], updatePatience);
  // One source that cannot be reached is no reason to stop: the others may have the packages.
  if (!update.succeeded)
    machine.say(`Not all package lists could be brought up to date:\n${update.output.trim()}`);
  const install = await aptGet(machine, ['install', ...unattended, ...packages], installPatience);
  if (!install.succeeded) {
    machine.say(install.output.trim());
    return `the installation of ${names} failed`;
  }
  if (!wanted.isEnough || (await wanted.isEnough())) return null;
  return update.succeeded ? newestIsNotEnough(packages) : 'the package lists could not be brought up to date';
}

/** The fault after a useless update: the update command does not help. */
export function newestIsNotEnough(packages: readonly string[]): string {
  return `the newest ${packages.join(', ')} of this system is not enough`;
}

/** Whether packages can be installed here at all. */
export async function hasAptGet(machine: Machine): Promise<boolean> {
  return (await machine.run('apt-get', ['--version'], { within: 20_000 })).succeeded;
}

/** The command that does the same by hand. */
export function installCommand(packages: readonly string[], machine: Machine): string {
  const sudo = machine.isRoot ? '' : 'sudo ';
  return `${sudo}apt-get update && ${sudo}apt-get install --no-install-recommends ${packages.join(' ')}`;
}

/** Without it, `apt-get update` succeeds although a source did not answer. */
const everyError = ['-o', 'APT::Update::Error-Mode=any'];

/** No questions: changed configuration files stay as they are. */
const unattended = [
  '--yes',
  '--quiet',
  '--no-install-recommends',
  ...['-o', 'Dpkg::Options::=--force-confdef', '-o', 'Dpkg::Options::=--force-confold'],
];

async function lacking({ packages, isEnough }: WantedPackages, machine: Machine): Promise<readonly string[]> {
  if (isEnough) return (await isEnough()) ? [] : packages;
  const format = '--showformat=${Package} ${db:Status-Status}\\n';
  // It fails if it does not know one of them, and still lists the others.
  const { stdout } = await machine.run('dpkg-query', ['--show', format, ...packages], { within: 20_000 });
  const lines = stdout.split('\n');
  return packages.filter((name) => !lines.includes(`${name} installed`));
}

/**
 * Runs apt-get. It waits for dpkg's own lock itself, but not for the locks of the package lists and of the downloads:
 * for those it is run again.
 */
async function aptGet(machine: Machine, args: readonly string[], within: number): Promise<Outcome> {
  const environment = ['env', 'DEBIAN_FRONTEND=noninteractive', 'LC_ALL=C.UTF-8'];
  const lock = ['-o', `DPkg::Lock::Timeout=${lockPatience / 1000}`];
  const command = [...(machine.isRoot ? [] : ['sudo']), ...environment, 'apt-get', ...lock, ...args];
  const [program = '', ...rest] = command;
  const deadline = performance.now() + lockPatience;
  return until(
    'apt-get to end',
    async () => {
      const outcome = await machine.run(program, rest, { within });
      const isLocked = !outcome.succeeded && outcome.output.includes('Could not get lock');
      return isLocked && performance.now() < deadline ? null : outcome;
    },
    { within: Number.POSITIVE_INFINITY },
  );
}
