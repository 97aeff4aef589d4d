/** The ways in which something is captured: the page's menu, the keyboard, the address bar. */
import browser, { type Menus, type Tabs } from 'webextension-polyfill';
import type { Captured } from '../../contract/capture.ts';
import { openPopup } from '../../contract/popup.ts';
import { localDay } from '../../domain/day.ts';
import { quickTask, quickWords, readQuickEntry } from '../../domain/quick-entry.ts';
import { type NewTask, noProject } from '../../domain/task.ts';
import { fireAndForget } from '../fire-and-forget.ts';
import type { Captures } from './captures.ts';
import { lookAtPage } from './look-at-page.ts';
import { activeTab, type ClickedTab, showCard, showOnPage } from './page-card.ts';
import { type Place, taskOf, taskOfLink, taskOfPage, webAddress } from './page-tasks.ts';
import { web } from './sites.ts';

const say = browser.i18n.getMessage;

/** To be called once at each installation or update: the menus, and in Chromium the default suggestion, stay until then. */
export async function createMenus(): Promise<void> {
  suggestByDefault();
  await browser.contextMenus.removeAll();
  const { create } = browser.contextMenus;
  create({ id: 'card', title: say('menu_card'), contexts: ['page'], documentUrlPatterns: web });
  create({ id: 'page', title: say('card_make'), contexts: ['page'], documentUrlPatterns: web });
  create({ id: 'selection', title: say('menu_selection'), contexts: ['selection'] });
  create({ id: 'link', title: say('menu_link'), contexts: ['link'], targetUrlPatterns: web });
}

/**
 * Sets the first line below the address bar. Chromium writes it into the profile, so it is the same for every typed text.
 * Firefox forgets it when it ends.
 */
const suggestByDefault = () => browser.omnibox.setDefaultSuggestion({ description: say('omnibox_hint') });

/** Listens at once; what comes is done when the captures are there. */
export function listenForCaptures(ready: () => Promise<Captures>): void {
  async function capture(task: NewTask | null, tab: ClickedTab): Promise<void> {
    const captures = await ready();
    // The popup says why nothing can be made of this page.
    if (!task) return tellInPopup(tab, '!');
    await confirm(await captures.keep(task, crypto.randomUUID()), tab, captures);
  }

  async function choose(item: Menus.OnClickData, tab: ClickedTab): Promise<void> {
    const { menuItemId, selectionText = '' } = item;
    if (menuItemId === 'card') await showCard(tab).catch(() => tellInPopup(tab, '!'));
    else if (menuItemId === 'page') await capture(ofPage(tab), tab);
    else if (menuItemId === 'selection') await capture(taskOf(selectionText, placeOf(tab)), tab);
    else {
      const url = webAddress(item.linkUrl);
      await capture(url && taskOfLink((await textOfLink(item, url.href, tab)) || url.href, url), tab);
    }
  }
  browser.contextMenus.onClicked.addListener((item, tab = {} as Tabs.Tab) =>
    fireAndForget(choose(item, tab)),
  );

  browser.commands.onCommand.addListener((_, clicked) => {
    const one = async () => {
      const tab = clicked ?? (await activeTab());
      const selected = await selectedText(tab);
      await capture(selected ? taskOf(selected, placeOf(tab)) : ofPage(tab), tab);
    };
    fireAndForget(one());
  });

  const words = () => quickWords(say);
  const today = () => localDay(Date.now());
  browser.omnibox.onInputStarted.addListener(suggestByDefault);
  browser.omnibox.onInputChanged.addListener((typed, suggest) => {
    const { name, due, project, unclear } = readQuickEntry(typed, today(), words());
    if (!due && !project && unclear.length === 0) return;
    const day = new Intl.DateTimeFormat(say('language'), { dateStyle: 'medium', timeZone: 'UTC' });
    const understood = [name || say('omnibox_page'), due && day.format(new Date(due)), project];
    const kind = due ? (project ? 'both' : 'due') : project ? 'project' : 'name';
    const said = say(`omnibox_${kind}`, understood);
    const stays = unclear.length > 0 ? ` · ${say('quick_stays', unclear.join(', '))}` : '';
    // The content differs from the typed text, which has a line already. In quotation marks, all of it is the name.
    const lines = [[`${typed} `, said + stays]];
    if (!typed.includes('"')) lines.push([`"${typed}"`, say('omnibox_name', typed)]);
    // Chromium reads the description as XML.
    suggest(
      lines.map(([content = '', line = '']) => ({ content, description: line.replace(/[<>&]/g, ' ') })),
    );
  });
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
      undoable ? { kind: 'create', taskId: captured.taskId, version: 1 } : undefined,
    );
  } catch {
    if (captured.how !== 'waiting') await captures.tell(captured);
    await tellInPopup(tab, '+1');
  }
}

/** Where the popup does not open, the button says that there is something to see; until the tab moves on. */
async function tellInPopup({ id }: ClickedTab, text: string): Promise<void> {
  await openPopup(browser, () =>
    browser.action.setBadgeText({ text, ...(id === undefined ? {} : { tabId: id }) }),
  );
}

function placeOf({ url, title = '' }: ClickedTab): Place | null {
  const address = webAddress(url);
  return address && { title, url: address };
}

function ofPage(tab: ClickedTab): NewTask | null {
  const place = placeOf(tab);
  return place && taskOfPage(place.title, place.url);
}

/** What is selected on the tab's page: in the innermost frame that has the focus, or else in any. */
async function selectedText(tab: ClickedTab): Promise<string | undefined> {
  const look = () => ({ text: getSelection()?.toString().trim(), hasFocus: document.hasFocus() });
  const found = (await lookAtPage(tab, look, [], { allFrames: true })).filter(({ text }) => text);
  return (found.findLast(({ hasFocus }) => hasFocus) ?? found[0])?.text;
}

/** What the link that was clicked says: Firefox tells it, elsewhere the click gives it the focus. Or else one like it. */
const textOfLink = async ({ linkText, frameId = 0 }: Menus.OnClickData, address: string, tab: ClickedTab) => {
  const look = (href: string) =>
    [document.activeElement, ...document.querySelectorAll('a[href]')]
      .map((one) => one instanceof HTMLAnchorElement && one.href === href && one)
      .map((one) => one && (one.innerText || one.ariaLabel || one.title).trim())
      .find(Boolean);
  return linkText?.trim() || (await lookAtPage(tab, look, [address], { frameIds: [frameId] }))[0];
};
