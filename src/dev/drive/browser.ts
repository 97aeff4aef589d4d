import type { Surface } from './surface.ts';

export type BrowserName = 'chromium' | 'firefox';
export const browserNames: readonly BrowserName[] = ['chromium', 'firefox'];

export interface OpenOptions {
  executable: string;
  /** The unpacked extension, as the browser loads it. */
  extensionDir: string;
  profileDir: string;
  headless: boolean;
  /** Leaves out the settings for tests. */
  forPerson?: boolean;
  /** Lets the extension into private windows, as the person may on the browser's page of extensions. */
  privateWindows?: boolean;
}

/** An item of the extension's menu. */
export interface MenuItem {
  id: string;
  label: string;
}

/** A command of the manifest, and its key beside Alt and Shift. */
export interface Shortcut {
  command: string;
  key: string;
}

/** A notification, by the extension's id for it and by what it says. */
export interface ShownNotification {
  id: string;
  title: string;
  message: string;
}

/** A running browser with the extension in it, driven from outside. */
export interface Browser {
  readonly name: BrowserName;
  /** `chrome-extension://ID` or `moz-extension://UUID`. */
  readonly origin: string;
  /** The real toolbar popup over the active tab, opened as by a click: the extension gets the tab's address. */
  openPopup(): Promise<Surface>;
  /** The real side panel or sidebar. @param by the click that opens it; without one, the browser's own menu does */
  openPanel(by?: () => Promise<void>): Promise<Surface>;
  /**
   * Chooses from the menu at a point of the page, in CSS pixels. Chromium shows none without a display: there, the very
   * event is sent to the background, after a click that gives the extension the same access to the tab.
   */
  chooseFromMenu(page: Surface, at: { x: number; y: number }, item: MenuItem): Promise<void>;
  /** Presses the keys of a command over that page; in Chromium as above. */
  pressShortcut(page: Surface, command: Shortcut): Promise<void>;
  /** Types the extension's keyword and a text into the address bar over that page; in Chromium as above. */
  enterKeyword(page: Surface, keyword: string, text: string): Promise<void>;
  /**
   * Clicks that notification, or one of its buttons (which Firefox has not), once it is shown. Chromium shows none without a
   * display: there, the very event is sent to the background.
   */
  clickNotification(notification: ShownNotification, button?: number): Promise<void>;
  /**
   * Has the browser tell the extension that nobody has been at the computer for as long as it wanted to know of. Nobody waits
   * for that here: its own event is sent, to Firefox's listeners or to Chromium's worker.
   */
  leaveComputer(): Promise<void>;
  /** A page in a new tab, in front. `path` is of the extension where it starts with a slash. */
  openPage(address: string): Promise<Surface>;
  /** A web page in a new private window, in front; see {@link OpenOptions.privateWindows}. */
  openPrivatePage(address: string): Promise<Surface>;
  /** A page that the browser has opened by itself, in a tab or a window of its own, once there is one. */
  openedPage(beginning: string): Promise<Surface>;
  /** Says yes, beforehand, to the browser's question whether the extension may run on these hosts (match patterns). */
  agreeToHosts(patterns: readonly string[]): Promise<void>;
  /** The addresses of all tabs. */
  addresses(): Promise<string[]>;
  /** Ends the service worker or event page, as the browser does when it is idle, and waits until it is gone. */
  stopBackground(): Promise<void>;
  backgroundRunning(): Promise<boolean>;
  /**
   * Removes the extension with everything that it has kept, closes every page but an empty one, and forgets all cookies:
   * what is installed then finds what a new profile would have.
   */
  clear(): Promise<void>;
  /** Installs the extension as it lies in its folder now, after {@link Browser.clear}. */
  install(): Promise<void>;
  /** Ends the browser (`kill`: as a crash would) and starts it again with the same profile. */
  restart(how?: { kill?: boolean }): Promise<void>;
  /** What pages, popups, panels and the background have written to the console or thrown since the extension is there. */
  consoleLines(): Promise<string[]>;
  /** Ends it, once it has saved its profile; or at once. Does nothing when it has ended. */
  close(how?: { kill?: boolean }): Promise<void>;
}
