import { describe, expect, it } from 'vitest';
import { ensureDebianPackages } from '../../../../src/dev/system/debian-packages.ts';
import { debian } from './debian.ts';

const tools = {
  packages: ['xvfb', 'xdotool'],
  reason: 'The test of the window needs a display.',
};

const published = { xvfb: '21.1', xdotool: '3.2' };

describe('BM1: packages of the system', () => {
  it('are installed after the lists were brought up to date', async () => {
    const machine = debian({ isRoot: true, published });
    expect(await ensureDebianPackages(tools, machine)).toBeNull();
    expect(machine.aptGet).toEqual(['update', 'install xvfb xdotool']);
  });

  it('are left alone where they are there', async () => {
    const machine = debian({ isRoot: true, installed: published });
    expect(await ensureDebianPackages(tools, machine)).toBeNull();
    expect(machine.aptGet).toEqual([]);
  });

  it('are installed where one of them is missing, that one alone', async () => {
    const machine = debian({ isRoot: true, installed: { xvfb: '21.1' }, published });
    expect(await ensureDebianPackages(tools, machine)).toBeNull();
    expect(machine.aptGet).toEqual(['update', 'install xdotool']);
  });

  it('are brought up to date where those that are installed are not enough', async () => {
    const machine = debian({ isRoot: true, installed: { xvfb: '20.0' }, published });
    const isEnough = async () => machine.aptGet.length > 0;
    expect(await ensureDebianPackages({ ...tools, packages: ['xvfb'], isEnough }, machine)).toBeNull();
    expect(machine.aptGet).toEqual(['update', 'install xvfb']);
  });

  it('are told where the newest are not enough', async () => {
    const machine = debian({ isRoot: true, published });
    const isEnough = async () => false;
    expect(await ensureDebianPackages({ ...tools, isEnough }, machine)).toBe(
      'the newest xvfb, xdotool of this system is not enough',
    );
  });

  it('are asked for once, by the reason and the command, and installed by sudo', async () => {
    const machine = debian({ answer: true, published });
    expect(await ensureDebianPackages(tools, machine)).toBeNull();
    expect(machine.questions).toEqual([
      'The test of the window needs a display. ' +
        'Run `sudo apt-get update && sudo apt-get install --no-install-recommends xvfb xdotool`?',
    ]);
    expect(machine.commands.every((command) => command.startsWith('sudo env '))).toBe(true);
  });

  it('are not installed when the person declines', async () => {
    const machine = debian({ isRoot: true, answer: false, published });
    expect(await ensureDebianPackages(tools, machine)).toBe('the installation of xvfb, xdotool was declined');
    expect(machine.commands).toEqual([]);
  });

  it('are not installed by sudo when nobody is at the terminal', async () => {
    const machine = debian({ published });
    expect(await ensureDebianPackages(tools, machine)).toBe(
      'nobody is at the terminal to agree to the installation of xvfb, xdotool',
    );
    expect(machine.commands).toEqual([]);
  });

  it('are installed although one source of the lists did not answer, which is told', async () => {
    const machine = debian({ isRoot: true, listed: published, updateFails: true });
    expect(await ensureDebianPackages(tools, machine)).toBeNull();
    expect(machine.lines.join('\n')).toContain('Failed to fetch http://apt.example.test/InRelease');
  });

  it('are told with apt-get’s own words where they cannot be installed', async () => {
    const machine = debian({ isRoot: true });
    expect(await ensureDebianPackages(tools, machine)).toBe('the installation of xvfb, xdotool failed');
    expect(machine.lines.at(-1)).toBe('E: Unable to locate package xvfb');
  });

  it('are installed once another apt-get has let go of its lock', async () => {
    const machine = debian({ isRoot: true, published, lockedTimes: 2 });
    expect(await ensureDebianPackages(tools, machine)).toBeNull();
    expect(machine.aptGet).toEqual(['update', 'install xvfb xdotool']);
  });

  it('are installed without a question of their own, and wait for dpkg’s lock', async () => {
    const machine = debian({ isRoot: true, published });
    await ensureDebianPackages(tools, machine);
    for (const command of machine.commands) {
      expect(command).toMatch(/^env DEBIAN_FRONTEND=noninteractive /);
      expect(command).toMatch(/ -o DPkg::Lock::Timeout=\d+ /);
    }
  });

  it('are none where there is no apt-get', async () => {
    const machine = debian({ isRoot: true, hasAptGet: false });
    expect(await ensureDebianPackages(tools, machine)).toBe('this system has no apt-get');
  });
});
