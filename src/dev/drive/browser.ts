import type { Surface } from './surface.ts';

export type BrowserName = 'chromium' | 'firefox';
export const browserNames: readonly BrowserName[] = ['chromium', 'firefox'];

export interface OpenOptions {
  executable: string;
  /** The unpacked extension. The browser loads it from here. */
  extensionDir: string;
  profileDir: string;
  headless: boolean;
  /** Leaves out the settings for tests. */
  forPerson?: boolean;
  /** Allows the extension in private windows, as the person may on the browser's page of extensions. */
  privateWindows?: boolean;
}

/** An item of the extension's menu. */
export interface MenuItem {
  id: string;
  label: string;
}

/** A command of the manifest, and its key besides Alt and Shift. */
export interface Shortcut {
  command: string;
  key: string;
}

/** A notification: the extension's id, and the visible text. */
export interface ShownNotification {
  id: string;
  title: string;
  message: string;
}

/** Bytes. */
export interface Memory {
  /** All web pages together. */
  pages: number;
  /** Firefox counts the extension's open pages, too: they are one process. */
  background: number;
}

/** A running browser with the extension, driven from outside. */
export interface Browser {
  readonly name: BrowserName;
  /** `chrome-extension://ID` or `moz-extension://UUID`. */
  readonly origin: string;
  /**
   * Opens the real toolbar popup over the active tab, as by a click: the extension gets access to the tab.
   *
   * @param by what makes the extension open it by itself
   */
  openPopup(by?: () => Promise<void>): Promise<Surface>;
  /** Opens the real side panel or sidebar. @param by the click that opens it; by default the browser's own menu does */
  openPanel(by?: () => Promise<void>): Promise<Surface>;
  /**
   * Chooses an item from the menu at a point of the page, in CSS pixels. Chromium shows no menu without a display.
   * There, the same event is sent to the background, after a click that gives the extension the same access to the tab.
   */
  chooseFromMenu(page: Surface, at: { x: number; y: number }, item: MenuItem): Promise<void>;
  /** Presses the keys of a command over that page. Chromium is driven as for the menu. */
  pressShortcut(page: Surface, command: Shortcut): Promise<void>;
  /**
   * Types the extension's keyword and a text into the address bar over that page. Chromium is driven as for the menu.
   */
  enterKeyword(page: Surface, keyword: string, text: string): Promise<void>;
  /**
   * Clicks that notification, or one of its buttons (which Firefox does not have), once it is shown. Chromium shows
   * none without a display. There, the same event is sent to the background.
   */
  clickNotification(notification: ShownNotification, button?: number): Promise<void>;
  /**
   * Makes the browser report to the extension that the computer is idle. The event is sent directly, to Firefox's
   * listeners or to Chromium's worker, so nobody waits for the idle time.
   */
  leaveComputer(): Promise<void>;
  /** Opens a page in a new tab, in front. A `path` that starts with a slash belongs to the extension. */
  openPage(address: string): Promise<Surface>;
  /** Opens a web page in a new private window, in front; see {@link OpenOptions.privateWindows}. */
  openPrivatePage(address: string): Promise<Surface>;
  /** Waits for a page that the browser has opened by itself, in a tab or a window of its own. */
  openedPage(beginning: string): Promise<Surface>;
  /** Answers in advance the browser's question whether the extension may run on these hosts (match patterns): yes. */
  agreeToHosts(patterns: readonly string[]): Promise<void>;
  /** The addresses of all tabs. */
  addresses(): Promise<string[]>;
  /** Ends the service worker or event page, as the browser does when it is idle, and waits until it is gone. */
  stopBackground(): Promise<void>;
  backgroundRunning(): Promise<boolean>;
  /** What is in use after garbage collection. The background must be running, or start by itself. */
  memory(): Promise<Memory>;
  /**
   * Removes the extension with all its data, closes every page but an empty one, and deletes all cookies. The next
   * installation finds a browser like a new profile.
   */
  clear(): Promise<void>;
  /** Installs the present files of the extension's folder, after {@link Browser.clear}. */
  install(): Promise<void>;
  /** Ends the browser (`kill`: as a crash would) and starts it again with the same profile. */
  restart(how?: { kill?: boolean }): Promise<void>;
  /** The console messages and errors of pages, popups, panels and the background since the installation. */
  consoleLines(): Promise<string[]>;
  /** Ends the browser after it has saved its profile, or at once with `kill`. Does nothing if it has ended already. */
  close(how?: { kill?: boolean }): Promise<void>;
}
