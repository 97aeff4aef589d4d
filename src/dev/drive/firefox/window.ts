/**
 * Functions for Firefox's own window: its toolbar, its sidebar, its event pages. Each one is sent there as text, so it
 * refers to nothing around it.
 */

import type { Media, Theme } from '../port.ts';
import { until } from '../wait.ts';
import type { Bidi } from './bidi.ts';

/** Brings a tab's window to the front. With two windows, activating the tab in its window is not enough. */
export async function focusWindow(bidi: Bidi, context: string): Promise<void> {
  const isInFront = (id: string) => {
    const { NavigableManager } = ChromeUtils.importESModule(
      'chrome://remote/content/shared/NavigableManager.sys.mjs',
    );
    const own = NavigableManager.getBrowserById(id)?.ownerDocument.defaultView;
    own?.focus();
    return own === Services.wm.getMostRecentWindow('navigator:browser');
  };
  await until('the window to come to the front', () => bidi.inChrome(isInFront, context));
}

/**
 * Ends remote control, as when Firefox quits: nothing listens any more, and the address bar has no stripes. Firefox has
 * no public way to do this earlier; this is the notification that it would get then. It also closes the connection.
 */
export async function endRemoteControl(bidi: Bidi): Promise<void> {
  await bidi.inChrome(() => {
    const { RemoteAgent } = ChromeUtils.importESModule(
      'chrome://remote/content/components/RemoteAgent.sys.mjs',
    );
    // after this command has been answered
    setTimeout(() => RemoteAgent.observe(null, 'quit-application'), 0);
  });
  await bidi.disconnect();
}

/** Opens the real sidebar of the extension. */
export async function openSidebar(bidi: Bidi, extensionId: string): Promise<void> {
  const command = `${extensionId.replace(/[^a-z0-9_-]/gi, '_').toLowerCase()}-sidebar-action`;
  await bidi.inChrome(async (name: string) => void (await SidebarController.show(name)), command);
}

/** Clicks the toolbar button over the active tab, which also grants `activeTab`. */
export async function openToolbarPopup(bidi: Bidi, extensionId: string): Promise<void> {
  await bidi.inChrome(async (id: string) => {
    const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
    const policy = WebExtensionPolicy.getByID(id);
    if (!policy) throw new Error(`${id} is not installed`);
    const front = Services.wm.getMostRecentWindow('navigator:browser');
    await ExtensionParent.apiManager.global.browserActionFor(policy.extension).openPopup(front, false);
  }, extensionId);
}

/** Opens a private window. */
export async function openPrivateWindow(bidi: Bidi): Promise<void> {
  await bidi.inChrome(() => void OpenBrowserWindow({ private: true }));
}

/**
 * The BiDi context of the sidebar's or popup's document, null while there is none. BiDi finds tabs in a table, so the
 * `<browser>` of the document is added to it.
 */
export function reveal(bidi: Bidi, surface: 'sidebar' | 'popup'): Promise<string | null> {
  return bidi.inChrome(revealInWindow, surface);
}

function revealInWindow(surface: 'sidebar' | 'popup'): string | null {
  const shown: FirefoxBrowserElement | null =
    surface === 'sidebar'
      ? SidebarController.browser.contentDocument.querySelector('browser')
      : Services.wm
          .getMostRecentWindow('navigator:browser')
          .document.querySelector('browser.webextension-popup-browser');
  // a popup loads in a panel that stays closed, and moves to another element in the panel that opens
  if (!shown || (surface === 'popup' && shown.closest<FirefoxPanel>('panel')?.state !== 'open')) return null;
  const { NavigableManager } = ChromeUtils.importESModule(
    'chrome://remote/content/shared/NavigableManager.sys.mjs',
  );
  shown.permanentKey ??= {};
  if (!NavigableManager.revealed) {
    const ours = new Set<FirefoxBrowserElement>();
    const known = NavigableManager.getBrowserById;
    NavigableManager.revealed = ours;
    NavigableManager.getBrowserById = (id) =>
      [...ours].find((one) => one.isConnected && NavigableManager.getIdForBrowser(one) === id) ??
      known.call(NavigableManager, id);
  }
  NavigableManager.revealed.add(shown);
  return NavigableManager.getIdForBrowser(shown);
}

export async function closeSidebar(bidi: Bidi): Promise<void> {
  await bidi.inChrome(() => SidebarController.hide());
  await until('the sidebar to close', async () => !(await isShown(bidi, 'sidebar')));
}

/** Closes the popup, if one is open. */
export async function closeToolbarPopup(bidi: Bidi): Promise<void> {
  await bidi.inChrome(() => {
    const front = Services.wm.getMostRecentWindow('navigator:browser').document;
    const shown = front.querySelector('browser.webextension-popup-browser');
    shown?.closest<FirefoxPanel>('panel')?.hidePopup();
  });
  await until('the popup to close', async () => !(await isShown(bidi, 'popup')));
}

/** Whether the sidebar or the popup is still shown. */
export function isShown(bidi: Bidi, surface: 'sidebar' | 'popup'): Promise<boolean> {
  return bidi.inChrome(
    (which: string) =>
      which === 'sidebar'
        ? SidebarController.isOpen
        : Services.wm
            .getMostRecentWindow('navigator:browser')
            .document.querySelector('browser.webextension-popup-browser') !== null,
    surface,
  );
}

/** Sets the colour scheme of every tab, the sidebar and the popup; BiDi has no command for it. */
export function setThemeEverywhere(bidi: Bidi, theme: Theme): Promise<void> {
  return bidi.inChrome((wanted: Theme) => {
    const shown = document.querySelectorAll<FirefoxBrowserElement>('browser[remote]');
    const sidebar =
      SidebarController.browser.contentDocument.querySelectorAll<FirefoxBrowserElement>('browser');
    for (const one of [...shown, ...sidebar]) one.browsingContext.prefersColorSchemeOverride = wanted;
  }, theme);
}

/** Sets the medium and the forced colours of every tab. */
export function setMediaEverywhere(bidi: Bidi, media: Media): Promise<void> {
  return bidi.inChrome(({ print, forcedColors }: Media) => {
    for (const { browsingContext } of document.querySelectorAll<FirefoxBrowserElement>('browser[remote]')) {
      browsingContext.mediumOverride = print ? 'print' : '';
      browsingContext.forcedColorsOverride = forcedColors ? 'active' : 'none';
    }
  }, media);
}

/** Sets the menu's "Work Offline" on or off. Loopback stays reachable. */
export async function setOnlineEverywhere(bidi: Bidi, online: boolean): Promise<void> {
  await bidi.inChrome((wanted: boolean) => {
    Services.io.offline = !wanted;
  }, online);
}

/**
 * Ends the event page, as the browser does when it is idle. A message that arrives meanwhile may start it again at
 * once.
 */
export async function stopEventPage(bidi: Bidi, extensionId: string): Promise<void> {
  await bidi.inChrome(async (id: string) => {
    await WebExtensionPolicy.getByID(id)?.extension.terminateBackground({ ignoreDevToolsAttached: true });
  }, extensionId);
}

/** Reports idleness in place of Firefox's own service. If necessary, this wakes the event page. */
export async function tellIdleness(bidi: Bidi, extensionId: string): Promise<void> {
  await bidi.inChrome((id: string) => {
    const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
    const policy = WebExtensionPolicy.getByID(id);
    if (!policy) throw new Error(`${id} is not installed`);
    const { global } = ExtensionParent.apiManager;
    Cu.evalInSandbox('getIdleObserver', global)(policy.extension).observe(null, 'idle');
  }, extensionId);
}

/** `running`, `starting`, `suspending` or `stopped`. */
export function eventPageState(bidi: Bidi, extensionId: string): Promise<string | undefined> {
  return bidi.inChrome(
    (id: string) => WebExtensionPolicy.getByID(id)?.extension.backgroundState,
    extensionId,
  );
}

/** Uncaught errors of all documents. */
export function uncaughtErrors(bidi: Bidi): Promise<string[]> {
  return bidi.inChrome(() =>
    Services.console
      .getMessageArray()
      .map((one) => one.message ?? '')
      .filter((message) => message.includes('moz-extension://')),
  );
}

/** After this, {@link uncaughtErrors} returns later errors only. */
export async function forgetErrors(bidi: Bidi): Promise<void> {
  await bidi.inChrome(() => Services.console.reset());
}
