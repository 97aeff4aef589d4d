import { describe, expect, it } from 'vitest';
import { oldestVersion } from '../../../../src/dev/build/manifest.ts';
import { locateBrowser } from '../../../../src/dev/system/browsers.ts';
import type { DownloadedBrowsers } from '../../../../src/dev/system/downloaded-browsers.ts';
import { type Debian, debian } from './debian.ts';

const oldest = oldestVersion.firefox;
const old = `${oldest - 13}.12.0esr`;
const good = `${oldest}.8.0esr`;
const programs = { 'firefox-esr': 'Mozilla Firefox' };
const byHand = 'apt-get update && sudo apt-get install --no-install-recommends firefox-esr';

/** A machine that reaches nothing but its Debian archive. */
const noDownloads: DownloadedBrowsers = {
  paths: () => [],
  download: async () => 'it could not be downloaded: no network',
};

const firefoxOf = (machine: Debian, downloads = noDownloads) =>
  locateBrowser('firefox', { machine, downloads });

describe('BM1: a browser', () => {
  it('that is supported is taken as it is', async () => {
    const machine = debian({ isRoot: true, programs, installed: { 'firefox-esr': good } });
    expect(await firefoxOf(machine)).toEqual({ path: '/usr/bin/firefox-esr', version: good });
    expect(machine.commands).toEqual([]);
    expect(machine.lines).toEqual([]);
  });

  it('that is too old is brought up to date, after the lists', async () => {
    const machine = debian({
      isRoot: true,
      programs,
      installed: { 'firefox-esr': old },
      listed: { 'firefox-esr': old },
      published: { 'firefox-esr': good },
    });
    expect(await firefoxOf(machine)).toEqual({ path: '/usr/bin/firefox-esr', version: good });
    expect(machine.aptGet).toEqual(['update', 'install firefox-esr']);
    expect(machine.lines[0]).toBe(
      `/usr/bin/firefox-esr is Firefox ${old}, which is too old: ${oldest} or newer is needed.`,
    );
  });

  it('that is missing is installed from lists that were brought up to date', async () => {
    const machine = debian({
      isRoot: true,
      programs,
      listed: { 'firefox-esr': old },
      published: { 'firefox-esr': good },
    });
    expect(await firefoxOf(machine)).toEqual({ path: '/usr/bin/firefox-esr', version: good });
    expect(machine.aptGet).toEqual(['update', 'install firefox-esr']);
  });

  it('is installed after one yes of the person at the terminal', async () => {
    const machine = debian({
      answer: true,
      programs,
      installed: { 'firefox-esr': old },
      published: { 'firefox-esr': good },
    });
    expect(await firefoxOf(machine)).toEqual({ path: '/usr/bin/firefox-esr', version: good });
    expect(machine.questions).toEqual([
      `Firefox ${oldest} or newer is needed, but /usr/bin/firefox-esr is version ${old}. Run \`sudo ${byHand}\`?`,
    ]);
  });

  it('is told in one sentence when the person declines', async () => {
    const machine = debian({ answer: false, programs, installed: { 'firefox-esr': old } });
    await expect(firefoxOf(machine)).rejects.toThrow(
      `Firefox ${oldest} or newer is needed, but /usr/bin/firefox-esr is version ${old} ` +
        '(it could not be downloaded: no network; the installation of firefox-esr was declined): ' +
        `run \`sudo ${byHand}\`, or get it from https://www.firefox.com/ and set FIREFOX_PATH to its path.`,
    );
    expect(machine.commands).toEqual([]);
  });

  it('is told in one sentence when nobody is at the terminal', async () => {
    const machine = debian({ programs });
    await expect(firefoxOf(machine)).rejects.toThrow(
      /^Firefox \d+ or newer is needed, but none was found \(.*nobody is at the terminal to agree to the installation of firefox-esr\): run `sudo/,
    );
    expect(machine.commands).toEqual([]);
  });

  it('is found although the update of the lists fails, if the installation brings it', async () => {
    const machine = debian({
      isRoot: true,
      programs,
      installed: { 'firefox-esr': old },
      listed: { 'firefox-esr': good },
      updateFails: true,
    });
    expect(await firefoxOf(machine)).toEqual({ path: '/usr/bin/firefox-esr', version: good });
    expect(machine.lines.join('\n')).toContain('Not all package lists could be brought up to date');
  });

  it('that is too old after the installation is told, without the command that did not help', async () => {
    const machine = debian({ isRoot: true, programs, published: { 'firefox-esr': old } });
    await expect(firefoxOf(machine)).rejects.toThrow(
      `Firefox ${oldest} or newer is needed, but /usr/bin/firefox-esr is version ${old} ` +
        '(the newest firefox-esr of this system is not enough; it could not be downloaded: no network): ' +
        'get it from https://www.firefox.com/ and set FIREFOX_PATH to its path.',
    );
  });

  it('that is too old because the lists could not be updated is told so, with the command', async () => {
    const machine = debian({
      isRoot: true,
      programs,
      installed: { 'firefox-esr': old },
      listed: { 'firefox-esr': old },
      updateFails: true,
    });
    await expect(firefoxOf(machine)).rejects.toThrow(
      /\(the package lists could not be brought up to date; .*\): run `apt-get update/,
    );
  });

  it('that has several names is told once', async () => {
    const machine = debian({
      answer: false,
      programs,
      installed: { 'firefox-esr': old },
      links: { '/usr/bin/firefox': '/usr/bin/firefox-esr' },
    });
    await expect(firefoxOf(machine)).rejects.toThrow(`but /usr/bin/firefox is version ${old} (it could not`);
    expect(machine.lines).toHaveLength(1);
  });

  it('is downloaded first where a person would be asked otherwise', async () => {
    const machine = debian({
      answer: true,
      programs,
      others: { '/downloads/firefox': `Mozilla Firefox ${good}` },
    });
    const arrived: string[] = [];
    const downloads: DownloadedBrowsers = {
      paths: () => arrived,
      async download() {
        arrived.push('/downloads/firefox');
        return null;
      },
    };
    expect(await firefoxOf(machine, downloads)).toEqual({ path: '/downloads/firefox', version: good });
    expect(machine.questions).toEqual([]);
  });

  it('that is too old is passed over, in a line, where a supported one follows', async () => {
    const machine = debian({
      programs,
      installed: { 'firefox-esr': good },
      others: { '/usr/bin/firefox': `Mozilla Firefox ${old}` },
    });
    expect(await firefoxOf(machine)).toEqual({ path: '/usr/bin/firefox-esr', version: good });
    expect(machine.lines).toEqual([
      `/usr/bin/firefox is Firefox ${old}, which is too old: ${oldest} or newer is needed.`,
    ]);
  });

  it('is told in one sentence where there is no apt-get', async () => {
    const machine = debian({ answer: true, hasAptGet: false });
    await expect(locateBrowser('chromium', { machine, downloads: noDownloads })).rejects.toThrow(
      /^Chromium \d+ or newer is needed, but none was found \(.*this system has no apt-get\): get it from https:.* and set CHROMIUM_PATH to its path\.$/,
    );
  });

  it.each([
    [`Mozilla Firefox ${old}`, `which is Firefox ${old}`],
    ['Chromium 156.0.1', 'which is no Firefox that starts'],
    [undefined, 'where there is no program'],
  ])('named by the environment is told in one sentence: %s', async (answer, fault) => {
    const path = '/opt/firefox/firefox';
    const machine = debian({
      isRoot: true,
      programs,
      installed: { 'firefox-esr': good },
      environment: { FIREFOX_PATH: path },
      others: answer ? { [path]: answer } : {},
    });
    await expect(firefoxOf(machine)).rejects.toThrow(
      `FIREFOX_PATH is ${path}, ${fault}: set it to Firefox ${oldest} or newer, or unset it.`,
    );
    expect(machine.commands).toEqual([]);
  });

  it('named by the environment is taken before the others', async () => {
    const machine = debian({
      programs,
      installed: { 'firefox-esr': good },
      environment: { FIREFOX_PATH: '/opt/firefox' },
      others: { '/opt/firefox': `Mozilla Firefox ${oldest + 3}.0` },
    });
    expect(await firefoxOf(machine)).toEqual({ path: '/opt/firefox', version: `${oldest + 3}.0` });
  });
});
