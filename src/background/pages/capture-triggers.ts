/** The ways in which something is captured: the page's menu, the keyboard, the address bar. */
import browser from 'webextension-polyfill';
import type { Captured } from '../../contract/capture.ts';
import { openPopup } from '../../contract/popup.ts';
import { localDay } from '../../domain/day.ts';
import { quickTask, quickWords, readQuickEntry } from '../../domain/quick-entry.ts';
import { type NewTask, noProject } from '../../domain/task.ts';
import { fireAndForget } from '../fire-and-forget.ts';
import type { Captures } from './captures.ts';
import { activeTab, type ClickedTab, showCard, showOnPage, webAddress } from './page-card.ts';
import { type Place, taskOf, taskOfLink, taskOfPage } from './page-tasks.ts';
import { web } from './sites.ts';

const say = browser.i18n.getMessage;

/** To be called once at each installation or update: the menus stay until then. */
export async function createMenus(): Promise<void> {
  await browser.contextMenus.removeAll();
  const { create } = browser.contextMenus;
  create({ id: 'card', title: say('menu_card'), contexts: ['page'], documentUrlPatterns: web });
  create({ id: 'page', title: say('card_make'), contexts: ['page'], documentUrlPatterns: web });
  create({ id: 'selection', title: say('menu_selection'), contexts: ['selection'] });
  create({ id: 'link', title: say('menu_link'), contexts: ['link'], targetUrlPatterns: web });
}

/** Listens at once; what comes is done when the captures are there. */
export function listenForCaptures(ready: () => Promise<Captures>): void {
  async function capture(task: NewTask | null, tab: ClickedTab): Promise<void> {
    const captures = await ready();
    if (task) await confirm(await captures.keep(task, crypto.randomUUID()), tab, captures);
  }

  browser.contextMenus.onClicked.addListener(
    ({ menuItemId, selectionText = '', linkUrl, frameId }, clicked) => {
      const tab = clicked ?? {};
      if (menuItemId === 'card') fireAndForget(showCard(tab));
      else if (menuItemId === 'selection') fireAndForget(capture(taskOf(selectionText, placeOf(tab)), tab));
      else if (menuItemId === 'link') {
        const url = webAddress(linkUrl);
        if (url)
          fireAndForget(
            textOfLink(tab, url.href, frameId).then((text) =>
              capture(taskOfLink(text || url.href, url), tab),
            ),
          );
      } else fireAndForget(capture(ofPage(tab), tab));
    },
  );

  browser.commands.onCommand.addListener((_, clicked) => {
    const one = async () => {
      const tab = clicked ?? (await activeTab());
      const selected = await onPage(tab, () => getSelection()?.toString(), []);
      await capture(selected?.trim() ? taskOf(selected, placeOf(tab)) : ofPage(tab), tab);
    };
    fireAndForget(one());
  });

  const words = () => quickWords(say);
  const today = () => localDay(Date.now());
  // Nothing is suggested while somebody types: Chromium writes the first suggestion into the profile.
  browser.omnibox.onInputEntered.addListener((typed) => {
    const one = async () => {
      const tab = await activeTab();
      const page = ofPage(tab);
      const entry = (page ? readQuickEntry : quickTask)(typed, today(), words());
      const { name, project, due } = entry;
      const task = name ? taskOf(name, placeOf(tab)) : page;
      await capture(task && { ...task, project: project || noProject, due }, tab);
    };
    fireAndForget(one());
  });
}

/** Says on the page what became of it; where no extension may show anything, in the popup. */
async function confirm(captured: Captured, tab: ClickedTab, captures: Captures): Promise<void> {
  const undoable = captured.how === 'made' || captured.how === 'waiting';
  try {
    await showOnPage(
      tab,
      { kind: 'captured', captured },
      undoable ? { kind: 'create', taskId: captured.taskId } : undefined,
    );
  } catch {
    if (captured.how !== 'waiting') await captures.tell(captured);
    await openPopup(browser, () =>
      // It goes when the tab moves on; the popup tells more.
      browser.action.setBadgeText({ text: '+1', ...(tab.id === undefined ? {} : { tabId: tab.id }) }),
    );
  }
}

function placeOf({ url, title = '' }: ClickedTab): Place | null {
  const address = webAddress(url);
  return address && { title, url: address };
}

function ofPage(tab: ClickedTab): NewTask | null {
  const place = placeOf(tab);
  return place && taskOfPage(place.title, place.url);
}

/** What a function finds on the tab's page; undefined where we may not look. */
async function onPage<A extends unknown[], T>(
  { id }: ClickedTab,
  look: (...args: A) => T,
  args: A,
  frameId = 0,
): Promise<T | undefined> {
  if (id === undefined) return undefined;
  try {
    const [found] = await browser.scripting.executeScript({
      target: { tabId: id, frameIds: [frameId] },
      func: look,
      args,
    });
    return found?.result as T | undefined; // what the function answers
  } catch {
    return undefined;
  }
}

/** What the link with that address says. No browser but Firefox tells it by itself. */
const textOfLink = (tab: ClickedTab, address: string, frameId?: number) =>
  onPage(
    tab,
    (href: string) =>
      [...document.querySelectorAll<HTMLAnchorElement>('a[href]')]
        .filter((one) => one.href === href)
        .map((one) => (one.innerText || one.ariaLabel || one.title).trim())
        .find(Boolean),
    [address],
    frameId,
  );
