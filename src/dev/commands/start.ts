/**
 * `npm start [-- --browser firefox] [-- --tour]`: builds the extension if its sources have changed, starts the local
 * cloud with sample data, and opens a browser with the extension. Accounts, tasks and the browser's profile are kept.
 * Without a display, or with `--tour`, the main job runs by itself.
 */

import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LocalCloud, startLocalCloud } from '../../cloud/local/cloud.ts';
import { writePrivately } from '../../cloud/local/private-folder.ts';
import { buildExtension, builtFor, describeBuild } from '../build/extension.ts';
import { readCommandLine } from '../command-line/read.mjs';
import { type BrowserName, browserNames } from '../drive/browser.ts';
import { localFolder } from '../project.ts';
import { openVisibleBrowser } from '../start/visible-browser.ts';
import { startWelcome } from '../start/welcome.ts';
import { findBrowser } from '../system/browsers.ts';
import { runTour } from '../tour/tour.ts';

async function main(): Promise<void> {
  try {
    const { browser, tour } = readArguments();
    const executable = await findBrowser(browser);
    for (const target of await buildExtension()) console.log(await describeBuild(target));
    if (tour || !hasDisplay()) process.exitCode = (await runTour(browser)) ? 0 : 1;
    else await startForPerson(browser, executable);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

/** @throws Error in one sentence */
function readArguments(): { browser: BrowserName; tour: boolean } {
  const { options } = readCommandLine('start');
  const browser = browserNames.find((one) => one === options.browser);
  if (!browser)
    throw new Error(`There is no browser "${options.browser}". There are: ${browserNames.join(', ')}.`);
  return { browser, tour: options.tour };
}

/** Runs until the browser is closed or Ctrl-C is pressed. */
async function startForPerson(name: BrowserName, executable: string): Promise<void> {
  writePrivately();
  const cloudFolder = join(localFolder, 'cloud');
  const seeded = join(cloudFolder, 'seeded');
  await mkdir(cloudFolder, { recursive: true });
  const cloud = await startLocalCloud({ dir: cloudFolder, seed: !existsSync(seeded) });
  try {
    await writeFile(seeded, ''); // removed sample data does not come back
    const welcome = await startWelcome({
      browser: name,
      inboxUrl: cloud.inboxUrl,
      controlRoomUrl: controlRoomOf(cloud),
      accounts: cloud.accounts,
    });
    try {
      await browseUntilTheEnd(name, executable, cloud, welcome.url);
    } finally {
      await welcome.close();
    }
  } finally {
    await cloud.stop();
  }
}

async function browseUntilTheEnd(
  name: BrowserName,
  executable: string,
  cloud: LocalCloud,
  welcomeUrl: string,
): Promise<void> {
  const extensionDir = join(localFolder, `extension-${name}`);
  await rm(extensionDir, { recursive: true, force: true });
  await cp(builtFor(name), extensionDir, { recursive: true });
  await writeFile(join(extensionDir, 'configuration.json'), JSON.stringify(cloud.configuration));

  const profileDir = join(localFolder, `profile-${name}`);
  await mkdir(profileDir, { recursive: true });
  await chmod(profileDir, 0o700); // sessions lie in it
  const opened = await openVisibleBrowser(name, { executable, extensionDir, profileDir }, welcomeUrl);
  console.log(`The local cloud listens on ${cloud.url}.`);
  console.log(`What to do next: ${welcomeUrl}`);
  for (const { username, password } of Object.values(cloud.accounts ?? {}))
    console.log(`Sign in as ${username} with ${password}`);
  console.log(`Mails arrive at: ${cloud.inboxUrl}`);
  console.log(`The control room: ${controlRoomOf(cloud)}`);
  console.log('Ctrl-C ends everything; accounts and tasks are kept.');

  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve());
  });
  await Promise.race([opened.closed, interrupted]);
  await opened.close();
}

const controlRoomOf = ({ url, token }: LocalCloud): string => `${url}/_local/config?token=${token}`;

/** On Linux a window needs one of the two variables; elsewhere there is always a desktop. */
function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

await main();
