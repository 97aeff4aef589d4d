/** A Debian machine as the set-up sees it: packages by name, each with the version that its program tells. */
import type { Machine, Outcome } from '../../../../src/dev/system/machine.ts';

export interface DebianState {
  /** Versions of the installed packages. */
  installed?: Record<string, string>;
  /** Versions that the package lists on the machine name. */
  listed?: Record<string, string>;
  /** Versions that the lists name once they are up to date. */
  published?: Record<string, string>;
  /** The programs of packages: `chromium` for `/usr/bin/chromium`, and what it says of itself before its version. */
  programs?: Record<string, string>;
  /** Other programs by their path, and what they answer to `--version`. */
  others?: Record<string, string>;
  /** Links by their path, and the program that each leads to. */
  links?: Record<string, string>;
  environment?: Record<string, string>;
  isRoot?: boolean;
  /** The answer of the person at the terminal; without it, there is no person. */
  answer?: boolean;
  updateFails?: boolean;
  /** How many times the lock of the package lists is found taken. */
  lockedTimes?: number;
  hasAptGet?: boolean;
}

export interface Debian extends Machine {
  /** The runs of apt-get, each by its first word: `update`, `install chromium`. */
  readonly aptGet: string[];
  /** The other commands of apt-get. */
  readonly commands: string[];
  readonly questions: string[];
  readonly lines: string[];
}

const succeeded = (stdout: string): Outcome => ({ succeeded: true, stdout, output: stdout });
const failed = (output: string): Outcome => ({ succeeded: false, stdout: '', output });

export function debian(state: DebianState): Debian {
  const installed = new Map(Object.entries(state.installed ?? {}));
  let listed = state.listed ?? {};
  let lockedTimes = state.lockedTimes ?? 0;
  const { hasAptGet = true, programs = {}, others = {}, links = {}, answer } = state;
  const aptGet: string[] = [];
  const commands: string[] = [];
  const questions: string[] = [];
  const lines: string[] = [];

  const versionOf = (path: string): string | undefined => {
    const name = (links[path] ?? path).replace('/usr/bin/', '');
    const version = installed.get(name);
    return version && programs[name] ? `${programs[name]} ${version}` : others[path];
  };

  function runAptGet(args: readonly string[]): Outcome {
    const verb = args.find((one) => one === 'update' || one === 'install');
    if (lockedTimes > 0) {
      lockedTimes -= 1;
      return failed('E: Could not get lock /var/lib/apt/lists/lock.');
    }
    if (verb === 'update') {
      aptGet.push('update');
      if (state.updateFails) return failed('E: Failed to fetch http://apt.example.test/InRelease');
      listed = state.published ?? listed;
      return succeeded('');
    }
    const packages = args.slice(args.lastIndexOf('Dpkg::Options::=--force-confold') + 1);
    aptGet.push(`install ${packages.join(' ')}`);
    for (const name of packages) {
      const version = listed[name];
      if (version === undefined) return failed(`E: Unable to locate package ${name}`);
      installed.set(name, version);
    }
    return succeeded('');
  }

  return {
    aptGet,
    commands,
    questions,
    lines,
    environment: { PATH: '/usr/bin', ...state.environment },
    isRoot: state.isRoot ?? false,
    person:
      answer === undefined
        ? null
        : {
            async agrees(question) {
              questions.push(question);
              return answer;
            },
          },
    async run(program, args) {
      if (args[0] === '--version') {
        if (program === 'apt-get') return hasAptGet ? succeeded('apt 2.6.1') : failed('ENOENT');
        const version = versionOf(program);
        return version ? succeeded(version) : failed('ENOENT');
      }
      if (program === 'dpkg-query') {
        const known = args.filter((name) => installed.has(name)).map((name) => `${name} installed\n`);
        return succeeded(known.join(''));
      }
      commands.push([program, ...args].join(' '));
      return runAptGet(args);
    },
    executable: async (path) => (versionOf(path) === undefined ? null : (links[path] ?? path)),
    say(line) {
      lines.push(line);
    },
  };
}
