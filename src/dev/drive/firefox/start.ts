import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { firefoxExtensionId } from '../../../contract/extension-id.ts';
import type { OpenOptions } from '../browser.ts';
import { type BrowserProcess, startProcess } from '../process.ts';
import { until } from '../wait.ts';
import { type Bidi, connectBidi } from './bidi.ts';
import { eventPageState } from './window.ts';

/** Any UUID works. A known one makes the addresses of the extension's pages predictable. */
export const firstUuid = '6d1f3c1e-5f0a-4b52-9a55-0c3a6c7e91d4';

export interface StartFirefox extends OpenOptions {
  /** The host of the extension's pages, and the key of their storage. Default: {@link firstUuid}. */
  uuid?: string;
}

export interface RunningFirefox {
  process: BrowserProcess;
  bidi: Bidi;
}

/**
 * Starts Firefox and installs the extension temporarily, which is the only way for an unsigned add-on.
 *
 * @param page the address in its first tab
 */
export async function startFirefox(options: StartFirefox, page?: string): Promise<RunningFirefox> {
  const running = await startBare(options, page);
  try {
    await installExtension(running.bidi, options);
    return running;
  } catch (error) {
    running.process.kill();
    throw error;
  }
}

/** Installs the extension, and waits for its background. */
export async function installExtension(bidi: Bidi, options: OpenOptions): Promise<void> {
  await bidi.send('webExtension.install', {
    extensionData: { type: 'path', path: options.extensionDir },
    'moz:allowPrivateBrowsing': options.privateWindows ?? false,
  });
  await until('the background to start', async () => await eventPageState(bidi, firefoxExtensionId));
}

/** Starts Firefox without the extension. */
export async function startBare(
  options: Omit<StartFirefox, 'extensionDir'>,
  page = 'about:blank',
): Promise<RunningFirefox> {
  const { uuid = firstUuid, forPerson } = options;
  const prefs = { ...quietPrefs, ...(forPerson ? personPrefs : drivenPrefs), [uuidsPref]: uuidsOf(uuid) };
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
      '--remote-allow-system-access', // needed to open the extension's pages
      page,
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

const uuidsPref = 'extensions.webextensions.uuids';
const uuidsOf = (uuid: string) => JSON.stringify({ [firefoxExtensionId]: uuid });

/** Makes Firefox install the extension under that UUID. */
export async function setUuid(bidi: Bidi, uuid: string): Promise<void> {
  await bidi.inChrome(
    (name: string, value: string) => Services.prefs.setStringPref(name, value),
    uuidsPref,
    uuidsOf(uuid),
  );
}

/** No first-run pages, no calls home. */
const quietPrefs = {
  'app.update.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'termsofuse.bypassNotification': true,
  'toolkit.telemetry.enabled': false,
};

/** Settings for a person's window. */
const personPrefs = {
  'browser.sessionstore.resume_from_crash': false, // Ctrl-C is not a crash
  'remote.prefs.recommended': false, // settings that Firefox makes for tests
};

/** Settings for tests from outside. */
const drivenPrefs = {
  'alerts.useSystemBackend': false, // notifications are Firefox's own windows, which can be seen and clicked
  'browser.newtab.preload': false, // no page and no process is made before it is needed
  'devtools.console.stdout.content': true, // consoles can be read from outside
  'dom.ipc.processPrelaunch.enabled': false,
  'extensions.webextOptionalPermissionPrompts': false, // permission requests after a user gesture are granted
  'extensions.webextensions.keepUuidOnUninstall': true, // the caller sets another UUID before a new installation
};
