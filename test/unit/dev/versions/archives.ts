/** npm's registry and Debian's archive, as the programs that ask them answer. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Machine, Outcome } from '../../../../src/dev/system/machine.ts';

export interface Archives {
  /** Versions of each package of npm. */
  npm?: Record<string, string[]>;
  /** Versions of each package of Debian, the newest first, and the files in each. */
  debian?: Record<string, { versions: string[]; files: string[] }>;
  /** Programs that fail, by how their command begins. */
  failing?: string[];
}

export interface ArchiveMachine extends Machine {
  /** The commands that were run. */
  readonly commands: string[];
}

const succeeded = (stdout = ''): Outcome => ({ succeeded: true, stdout, output: stdout });

export function machineWith({ npm = {}, debian = {}, failing = [] }: Archives): ArchiveMachine {
  const commands: string[] = [];

  async function put(path: string, text: string): Promise<void> {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }

  async function answer(program: string, args: readonly string[], folder = ''): Promise<Outcome> {
    const [verb = '', name = '', ...others] = args;
    if (program === 'npm' && verb === 'view') return succeeded(JSON.stringify(npm[name] ?? []));
    if (program === 'npm') {
      const [installed = ''] = others.slice(-1);
      await put(join(others[0] ?? '', 'node_modules', installed.split('@')[0] ?? '', 'bin/node'), installed);
      return succeeded();
    }
    if (program === 'apt-cache') {
      const { versions = [] } = debian[name] ?? {};
      const rows = versions.flatMap((version) => [
        ` ${name} | ${version} | http://archive.example.test bookworm/main amd64 Packages\n`,
        ` ${name} | ${version} | http://archive.example.test bookworm/main Sources\n`,
      ]);
      return succeeded(rows.join(''));
    }
    if (program === 'apt-get' && verb === 'download') {
      for (const pinned of others) await put(join(folder, `${pinned.split('=')[0]}.deb`), pinned);
      return succeeded();
    }
    if (program !== 'dpkg') return succeeded(); // apt-get --version
    const files = debian[name.replace('.deb', '')]?.files ?? []; // dpkg -x NAME.deb .
    for (const file of files) await put(join(folder, file), name);
    return succeeded();
  }

  return {
    commands,
    environment: { PATH: '/usr/bin' },
    isRoot: false,
    person: null,
    async run(program, args, { folder }) {
      const command = [program, ...args].join(' ');
      commands.push(command);
      if (failing.some((one) => command.startsWith(one)))
        return { succeeded: false, stdout: '', output: `${program}: no network\n` };
      return answer(program, args, folder);
    },
    executable: async () => null,
    say: () => undefined,
  };
}
