/**
 * The members of objects in Firefox's own window that are used here. Privileged code runs there; only `Bidi.inChrome`
 * reaches it.
 */

interface FirefoxBrowserElement extends HTMLElement {
  permanentKey?: object;
  browsingContext: {
    prefersColorSchemeOverride: 'light' | 'dark' | 'none';
    forcedColorsOverride: 'active' | 'none';
    /** Empty: the screen. */
    mediumOverride: string;
  };
}

interface FirefoxPanel extends HTMLElement {
  state: 'closed' | 'showing' | 'open' | 'hiding';
  hidePopup(): void;
}

/** A menu item or a key. */
interface FirefoxCommand extends HTMLElement {
  label?: string;
  doCommand(): void;
}

interface FirefoxExtension {
  backgroundState: 'starting' | 'running' | 'suspending' | 'stopped';
  terminateBackground(options: { ignoreDevToolsAttached: boolean }): Promise<void>;
}

interface FirefoxModules {
  ExtensionParent: {
    apiManager: {
      global: {
        browserActionFor(extension: FirefoxExtension): {
          openPopup(window: Window, openIfClosed: boolean): Promise<void>;
        };
      };
    };
  };
  RemoteAgent: { observe(subject: null, topic: 'quit-application'): Promise<void> };
  NavigableManager: {
    /** Ours: the elements that were added to the table. */
    revealed?: Set<FirefoxBrowserElement>;
    getBrowserById(id: string): FirefoxBrowserElement | null;
    getIdForBrowser(element: FirefoxBrowserElement): string;
  };
}

/** https://searchfox.org/mozilla-central/source/xpcom/base/nsIMemoryReporter.idl */
interface FirefoxMemory {
  minimizeMemoryUsage(done: () => void): void;
  getReports(
    report: (process: string, path: string, kind: number, units: number, amount: number) => void,
    reportData: null,
    done: () => void,
    doneData: null,
    anonymize: boolean,
  ): void;
}
interface FirefoxInterface {
  readonly name: string;
}

declare const Ci: { nsIMemoryReporterManager: FirefoxInterface };
declare const Cc: {
  '@mozilla.org/memory-reporter-manager;1': { getService(as: FirefoxInterface): FirefoxMemory };
};
declare const Services: {
  obs: { notifyObservers(subject: null, topic: 'child-mmu-request'): void };
  io: { offline: boolean };
  wm: {
    getEnumerator(windowType: string): Iterable<Window>;
    getMostRecentWindow(windowType: string): Window;
  };
  prefs: { setStringPref(name: string, value: string): void };
  console: { getMessageArray(): { message?: string }[]; reset(): void };
};
/** An object that Firefox's API `idle` notifies of idleness. */
interface FirefoxIdleObserver {
  observe(subject: null, topic: 'idle' | 'active'): void;
}

declare const Cu: {
  evalInSandbox(
    name: 'getIdleObserver',
    sandbox: object,
  ): (extension: FirefoxExtension) => FirefoxIdleObserver;
};
declare const ChromeUtils: { importESModule(address: string): FirefoxModules };
declare const WebExtensionPolicy: { getByID(id: string): { extension: FirefoxExtension } | null };
declare const SidebarController: {
  isOpen: boolean;
  show(command: string): Promise<boolean>;
  hide(): void;
  /** Contains the sidebar's document, which contains the extension's `<browser>`. */
  browser: { contentDocument: Document };
};
declare function OpenBrowserWindow(options: { private: boolean }): Window;
declare const gURLBar: {
  focus(): void;
  search(text: string): void;
  handleCommand(): void;
  view: { selectedResult?: { payload: { keyword?: string } } | null };
};
