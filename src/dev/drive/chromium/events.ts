/**
 * Sends events to the extension's background that Chromium's own window would send. Each function is sent there as
 * text, so it refers to nothing around it. (`dispatch` is how the browser's own bindings call listeners.)
 */

interface Dispatched {
  dispatch(...args: unknown[]): void;
}

/** The details that a menu at that point of a page would report. Runs in the page. */
export function whatIsAt({ x, y }: { x: number; y: number }) {
  const link = document.elementFromPoint(x, y)?.closest<HTMLAnchorElement>('a[href]');
  const selectionText = getSelection()?.toString();
  return {
    pageUrl: location.href,
    ...(link ? { linkUrl: link.href } : {}),
    ...(selectionText ? { selectionText } : {}),
  };
}

/** Whether the extension has access to the page in front: only then is it told the address. */
export async function seesPage(): Promise<boolean> {
  const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  return Boolean(tab?.url);
}

export const hearsMenu = () => chrome.contextMenus.onClicked.hasListeners();

export async function sendMenuClick(info: object): Promise<void> {
  const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  (chrome.contextMenus.onClicked as unknown as Dispatched).dispatch(info, tab);
}

export const hearsCommands = () => chrome.commands.onCommand.hasListeners();

export async function sendCommand(command: string): Promise<void> {
  const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  (chrome.commands.onCommand as unknown as Dispatched).dispatch(command, tab);
}

export const hearsNotifications = () => chrome.notifications.onClicked.hasListeners();

/** @param button null for a click beside the buttons */
export async function sendNotificationClick(id: string, button: number | null): Promise<void> {
  const latest = Date.now() + 10_000;
  while (!(id in (await chrome.notifications.getAll()))) {
    if (Date.now() > latest) throw new Error(`There is no notification ${id}`);
    await new Promise((again) => setTimeout(again, 50));
  }
  if (button === null) (chrome.notifications.onClicked as unknown as Dispatched).dispatch(id);
  else (chrome.notifications.onButtonClicked as unknown as Dispatched).dispatch(id, button);
}

export const hearsIdleness = () => chrome.idle.onStateChanged.hasListeners();

export function sendIdle(): void {
  (chrome.idle.onStateChanged as unknown as Dispatched).dispatch('idle');
}

export const hearsOmnibox = () => chrome.omnibox.onInputEntered.hasListeners();

export function sendOmniboxText(text: string): void {
  (chrome.omnibox.onInputChanged as unknown as Dispatched).dispatch(text, () => undefined);
  (chrome.omnibox.onInputEntered as unknown as Dispatched).dispatch(text, 'currentTab');
}
