import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { firefoxExtensionId } from '../../contract/extension-id.ts';
import { type Bidi, connectBidi } from './bidi.ts';
import type { OpenOptions } from './browser.ts';
import { type BrowserProcess, startProcess } from './process.ts';

/** Any UUID does; a known one gives the extension's pages an address that can be told in advance. */
const uuid = '6d1f3c1e-5f0a-4b52-9a55-0c3a6c7e91d4';
export const firefoxOrigin = `moz-extension://${uuid}`;

export interface RunningFirefox {
  process: BrowserProcess;
  bidi: Bidi;
}

/** Starts Firefox and installs the extension for as long as it runs: an unsigned add-on cannot be had otherwise. */
export async function startFirefox(options: OpenOptions): Promise<RunningFirefox> {
  const running = await startBare(options);
  try {
    await running.bidi.send('webExtension.install', {
      extensionData: { type: 'path', path: options.extensionDir },
      'moz:allowPrivateBrowsing': options.privateWindows ?? false,
    });
    return running;
  } catch (error) {
    running.process.kill();
    throw error;
  }
}

/** Starts Firefox without the extension. */
export async function startBare(options: Omit<OpenOptions, 'extensionDir'>): Promise<RunningFirefox> {
  const lines = Object.entries(prefs).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  );
  await writeFile(join(options.profileDir, 'user.js'), lines.join(''));
  const browserProcess = startProcess(
    options.executable,
    [
      '--no-remote',
      '--profile',
      options.profileDir,
      ...(options.headless ? ['--headless', '--width', '1280', '--height', '900'] : []),
      '--remote-debugging-port=0',
      '--remote-allow-system-access', // else the extension's pages cannot be opened
      'about:blank',
    ],
    { MOZ_CRASHREPORTER_DISABLE: '1', MOZ_DISABLE_AUTO_SAFE_MODE: '1' },
  );
  try {
    const endpoint = await browserProcess.announces(/WebDriver BiDi listening on (ws:\S+)/);
    const bidi = await connectBidi(endpoint, browserProcess.end);
    return { process: browserProcess, bidi };
  } catch (error) {
    browserProcess.kill();
    throw error;
  }
}

/** No first-run pages, no calls home. Firefox adds its own quiet prefs when it is driven. */
const prefs = {
  'alerts.useSystemBackend': false, // notifications are windows of its own, which can be seen and clicked
  'app.update.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'browser.newtab.preload': false, // no page and no process is made before it is needed
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'datareporting.policy.dataSubmissionEnabled': false,
  'devtools.console.stdout.content': true, // consoles can be read from outside
  'dom.ipc.processPrelaunch.enabled': false,
  'extensions.update.enabled': false,
  'extensions.webextOptionalPermissionPrompts': false, // what a person asks for by a press is granted
  'extensions.webextensions.uuids': JSON.stringify({ [firefoxExtensionId]: uuid }),
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'termsofuse.bypassNotification': true,
  'toolkit.telemetry.enabled': false,
};
