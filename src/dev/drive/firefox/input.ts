/** Reaches the extension through Firefox's own windows: its menu, its keys, its address bar, its notifications. */

import type { ShownNotification } from '../browser.ts';
import { until } from '../wait.ts';
import type { Bidi } from './bidi.ts';

/** Chooses the extension's item of the page's menu, once the menu is open. */
export async function chooseFromMenu(bidi: Bidi, label: string): Promise<void> {
  await until(`the menu with "${label}"`, () => bidi.inChrome(chooseInWindow, label));
}

function chooseInWindow(label: string): boolean {
  const menu = document.querySelector<FirefoxPanel>('#contentAreaContextMenu');
  const items = menu?.state === 'open' ? [...menu.querySelectorAll<FirefoxCommand>('menuitem')] : [];
  const item = items.find((one) => one.label === label);
  if (!item) return false;
  item.doCommand();
  menu?.hidePopup();
  return true;
}

/** Presses the key of a command. Keys sent to a page stay in it; this uses the window's own key element. */
export async function pressExtensionKey(bidi: Bidi, key: string): Promise<void> {
  await bidi.inChrome((wanted: string) => {
    const keys = document.querySelectorAll<FirefoxCommand>('keyset[id^="ext-keyset-id"] key');
    const found = [...keys].find((one) => one.getAttribute('key') === wanted);
    if (!found) throw new Error(`No extension has a key ${wanted}`);
    found.doCommand();
  }, key);
}

/** Types into the address bar. Continues once the address bar has recognised an extension's keyword. */
export async function enterInAddressBar(bidi: Bidi, text: string): Promise<void> {
  await bidi.inChrome((typed: string) => {
    gURLBar.focus();
    gURLBar.search(typed);
  }, text);
  await until(`the address bar to see a keyword in "${text}"`, () => bidi.inChrome(isKeywordSeen));
  await bidi.inChrome(() => gURLBar.handleCommand());
}

function isKeywordSeen(): boolean {
  return Boolean(gURLBar.view.selectedResult?.payload.keyword);
}

/** Clicks the notification with that title and message. */
export async function clickAlert(bidi: Bidi, { title, message }: ShownNotification): Promise<void> {
  await until(`a notification "${title}: ${message}"`, () => bidi.inChrome(clickAlertWindow, title, message));
}

function clickAlertWindow(title: string, message: string): boolean {
  for (const { document: alert } of Services.wm.getEnumerator('alert:alert')) {
    const says = (id: string) => {
      const one = alert.getElementById(id);
      return one?.getAttribute('value') || one?.textContent;
    };
    if (says('alertTitleLabel') !== title || says('alertTextLabel') !== message) continue;
    alert.getElementById('alertBox')?.click();
    return true;
  }
  return false;
}
