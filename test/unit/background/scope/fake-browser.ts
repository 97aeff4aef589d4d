/** The browser's edge: what the background is told by it, and what it is told by the background. */
import type { SessionArea } from '../../../../src/background/storage/session-item.ts';
import type { PagePush } from '../../../../src/contract/push.ts';
import type { FakeCloud } from './fake-cloud.ts';

type Listener = (...args: never[]) => unknown;

/** An event of the extension API. */
function event() {
  const listeners = new Set<Listener>();
  return {
    addListener: (listener: Listener) => void listeners.add(listener),
    removeListener: (listener: Listener) => void listeners.delete(listener),
    hasListener: (listener: Listener) => listeners.has(listener),
    clear: () => listeners.clear(),
    /** Has the listeners called; the answer is the first one's. */
    tell: (...args: unknown[]) => [...listeners].map((listener) => listener(...(args as never[])))[0],
  };
}

export interface FakeBrowser {
  /** The extension API as the background finds it. */
  api: {
    storage: { session: SessionArea; managed: object };
    identity: { getRedirectURL(): string; launchWebAuthFlow: unknown };
    [more: string]: object;
  };
  /** `storage.session`, as it lies there. */
  session: Record<string, unknown>;
  /** Thrown by the next reads of `storage.session`. */
  failingReads: Error[];
  /** The administrator's policy. */
  policy: unknown;
  alarms: Map<string, object>;
  /** The open tabs, each as far as the extension may see it. */
  tabs: FakeTab[];
  /** What the tabs were told, in its order. */
  tabMessages: { tabId: number; push: PagePush }[];
  /** How often the toolbar button was drawn. */
  buttonsDrawn: number;
  onMessage: ReturnType<typeof event>;
  onAlarm: ReturnType<typeof event>;
  /** The background is stopped: nobody listens any more. */
  forgetListeners(): void;
}

export interface FakeTab {
  id: number;
  /** Missing where the extension may not see it. */
  url?: string;
  title?: string;
  active: boolean;
  discarded: boolean;
}

const nothing = async () => undefined;
const origin = 'chrome-extension://countersign/';
export const ownSender = {
  id: 'countersign',
  url: `${origin}src/popup/index.html`,
  origin: origin.slice(0, -1),
};

export function startFakeBrowser(cloud: FakeCloud): FakeBrowser {
  const alarms = new Map<string, object>();
  const events: ReturnType<typeof event>[] = [];
  const listened = () => {
    const made = event();
    events.push(made);
    return made;
  };
  const [onMessage, onAlarm] = [listened(), listened()];
  const fake: FakeBrowser = {
    session: {},
    failingReads: [],
    policy: undefined,
    alarms,
    tabs: [],
    tabMessages: [],
    buttonsDrawn: 0,
    onMessage,
    onAlarm,
    forgetListeners() {
      for (const one of events) one.clear();
    },
    api: {
      runtime: {
        id: 'countersign',
        getURL: (path: string) => origin + path,
        onMessage,
        onInstalled: listened(),
        onStartup: listened(),
        openOptionsPage: nothing,
        sendMessage: nothing,
      },
      storage: {
        session: {
          async get() {
            const failure = fake.failingReads.shift();
            if (failure) throw failure;
            return fake.session;
          },
          async set(items: object) {
            Object.assign(fake.session, structuredClone(items));
          },
          async remove(key: string) {
            delete fake.session[key];
          },
        },
        managed: {
          get: async () => (fake.policy === undefined ? {} : { configuration: fake.policy }),
        },
      },
      alarms: {
        create: (name: string, when: object) => void alarms.set(name, when),
        clear: async (name: string) => alarms.delete(name),
        onAlarm,
      },
      identity: {
        getRedirectURL: () => 'https://countersign.chromiumapp.org/',
        launchWebAuthFlow: async ({ url }: { url: string }) => cloud.page(url),
      },
      windows: { onCreated: listened() },
      tabs: {
        query: async (wanted: Partial<Record<'active' | 'discarded', boolean>>) =>
          fake.tabs.filter((tab) =>
            (['active', 'discarded'] as const).every((one) => (wanted[one] ?? tab[one]) === tab[one]),
          ),
        sendMessage: async (tabId: number, push: PagePush) => void fake.tabMessages.push({ tabId, push }),
        create: nothing,
      },
      action: {
        async setIcon() {
          fake.buttonsDrawn += 1;
        },
        setTitle: nothing,
        setBadgeText: nothing,
        setBadgeBackgroundColor: nothing,
        openPopup: nothing,
      },
      i18n: { getMessage: (name: string) => name },
      permissions: { contains: async () => false, onAdded: listened(), onRemoved: listened() },
      contextMenus: { removeAll: nothing, create: () => {}, onClicked: listened() },
      commands: { onCommand: listened() },
      omnibox: {
        onInputStarted: listened(),
        onInputChanged: listened(),
        onInputEntered: listened(),
        setDefaultSuggestion: () => {},
      },
      scripting: {
        registerContentScripts: nothing,
        unregisterContentScripts: nothing,
        executeScript: async () => [],
      },
    },
  };
  return fake;
}
