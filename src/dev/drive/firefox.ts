import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { firefoxExtensionId } from '../extension-id.ts';
import { type Bidi, connectBidi } from './bidi.ts';
import type { Browser, OpenOptions } from './browser.ts';
import { firefoxPort, loaded } from './firefox-port.ts';
import {
  closeSidebar,
  closeToolbarPopup,
  eventPageState,
  isShown,
  openSidebar,
  openToolbarPopup,
  reveal,
  stopEventPage,
  uncaughtErrors,
} from './firefox-window.ts';
import { type BrowserProcess, startProcess } from './process.ts';
import { Surface } from './surface.ts';
import { inTime, until } from './wait.ts';

/** Any UUID does; a known one gives the extension's pages an address that can be told in advance. */
const uuid = '6d1f3c1e-5f0a-4b52-9a55-0c3a6c7e91d4';
const origin = `moz-extension://${uuid}`;

/** Firefox with the extension, by WebDriver BiDi. */
export async function openFirefox(options: OpenOptions): Promise<Browser> {
  const lines: string[] = [];
  const prefs = Object.entries({ ...quietFirefox, ...drivenFirefox }).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  );
  await writeFile(join(options.profileDir, 'user.js'), prefs.join(''));
  let running = await start(options, lines);

  /** The popup or sidebar as a surface: it closes otherwise than a tab does. */
  const revealed = async (label: string, kind: 'popup' | 'sidebar', path: string): Promise<Surface> => {
    const { bidi } = running;
    await (kind === 'popup' ? openToolbarPopup : openSidebar)(bidi, firefoxExtensionId);
    // asked again each time: Firefox loads a popup in one element and shows it in another
    const context = await until(`${label} to load`, async () => {
      const shown = await reveal(bidi, kind);
      return shown && (await loaded(bidi, shown, origin + path)) && shown;
    });
    return new Surface(label, {
      ...firefoxPort(bidi, context),
      activate: async () => {},
      alive: () => isShown(bidi, kind),
      async close() {
        await (kind === 'popup' ? closeToolbarPopup : closeSidebar)(bidi);
        await until(`${label} to close`, async () => !(await isShown(bidi, kind)));
      },
    });
  };

  return {
    name: 'firefox',
    origin,
    openPopup: () => revealed('the popup', 'popup', '/src/popup/index.html'),
    openPanel: () => revealed('the sidebar', 'sidebar', '/src/sidepanel/index.html'),
    async openPage(address) {
      const { context } = await running.bidi.send<{ context: string }>('browsingContext.create', {
        type: 'tab',
      });
      const surface = new Surface(`the page ${address}`, firefoxPort(running.bidi, context));
      await surface.goto(address.startsWith('/') ? origin + address : address);
      return surface;
    },
    async stopBackground() {
      await stopEventPage(running.bidi, firefoxExtensionId);
      await until(
        'the event page to stop',
        async () => (await eventPageState(running.bidi, firefoxExtensionId)) === 'stopped',
      );
    },
    backgroundRunning: async () => (await eventPageState(running.bidi, firefoxExtensionId)) !== 'stopped',
    async restart(how) {
      await end(running, how);
      running = await start(options, lines);
    },
    async consoleLines() {
      await running.collect();
      return [...lines];
    },
    close: (how) => end(running, how),
  };
}

interface Running {
  process: BrowserProcess;
  bidi: Bidi;
  /** Adds the uncaught errors of this run to the lines. */
  collect(): Promise<void>;
}

/** The add-on is a temporary one: gone after a restart, while its data stays; so each start installs it again. */
async function start(options: OpenOptions, lines: string[]): Promise<Running> {
  const browserProcess = await startProcess(
    options.executable,
    [
      '--no-remote',
      '--profile',
      options.profileDir,
      ...(options.headless ? ['--headless'] : []),
      '--remote-debugging-port=0',
      '--remote-allow-system-access', // else the extension's pages cannot be opened
      'about:blank',
    ],
    /WebDriver BiDi listening on (ws:\/\/\S+)/,
    { MOZ_CRASHREPORTER_DISABLE: '1', MOZ_DISABLE_AUTO_SAFE_MODE: '1' },
  );
  try {
    const bidi = await connectBidi(browserProcess.endpoint);
    await bidi.send('webExtension.install', {
      extensionData: { type: 'path', path: options.extensionDir },
    });
    await until('the background to start', async () => await eventPageState(bidi, firefoxExtensionId));
    const collect = async () => {
      lines.push(...browserProcess.lines.splice(0), ...(await uncaughtErrors(bidi)));
    };
    return { process: browserProcess, bidi, collect };
  } catch (error) {
    browserProcess.kill();
    throw error;
  }
}

/** Firefox sets its own quiet prefs when it is driven; these are the rest. */
export const quietFirefox = {
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
  'extensions.webextensions.uuids': JSON.stringify({ [firefoxExtensionId]: uuid }),
};

const drivenFirefox = {
  'devtools.console.stdout.content': true,
  // the event page ends when the driver says so, or after the product's own idle time
  'extensions.webextOptionalPermissionPrompts': false,
};

async function end(running: Running, { kill = false } = {}): Promise<void> {
  try {
    if (!kill) {
      await running.collect();
      await running.bidi.send('browser.close', {});
      await inTime('The end of Firefox', running.process.exited, 30_000);
    }
  } finally {
    running.process.kill();
    await running.process.exited;
  }
}
