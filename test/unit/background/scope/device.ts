/** A device with the extension: its disk, its browser and its network are edges that a test holds in its hands. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { vi } from 'vitest';
import { createBackground } from '../../../../src/background/background.ts';
import { renewAhead } from '../../../../src/background/browser/alarms.ts';
import { fireAndForget } from '../../../../src/background/fire-and-forget.ts';
import { lazy } from '../../../../src/background/lazy.ts';
import { createHandlers, createRouter } from '../../../../src/background/messages/router.ts';
import { openDatabase } from '../../../../src/background/storage/database.ts';
import { createRetryTimer } from '../../../../src/background/tasks/retry-timer.ts';
import { CodedError } from '../../../../src/contract/errors.ts';
import type {
  Answer,
  OperationInput,
  OperationName,
  OperationOutput,
} from '../../../../src/contract/operations.ts';
import type { Push } from '../../../../src/contract/push.ts';
import type { SessionView } from '../../../../src/contract/session.ts';
import { type FakeBrowser, ownSender, startFakeBrowser } from './fake-browser.ts';
import {
  type CloudName,
  configurationOf,
  type FakeCloud,
  type Person,
  startFakeCloud,
} from './fake-cloud.ts';
import { instantCrypto } from './instant-crypto.ts';

/** How much of what the database has begun will go on by itself. */
let underWay = 0;
const later = setImmediate;

export interface Device {
  cloud: FakeCloud;
  browser: FakeBrowser;
  /** Errors that reached the browser's error log. */
  errors: unknown[];
  /** Connections to its disk, the latest last. */
  connections: globalThis.IDBDatabase[];
  /** Told of each push to the screens. */
  onPush: (push: Push) => void;
  /** Thrown by the next attempts to open the disk. */
  failingOpens: Error[];
  /** Asks as a screen does. @throws CodedError */
  ask<N extends OperationName>(
    operation: N,
    ...input: undefined extends OperationInput<N> ? [] : [OperationInput<N>]
  ): Promise<OperationOutput<N>>;
  /** As a screen that shows this account does. */
  askAs<N extends OperationName>(
    sub: string | undefined,
    operation: N,
    ...input: undefined extends OperationInput<N> ? [] : [OperationInput<N>]
  ): Promise<OperationOutput<N>>;
  session(): Promise<SessionView>;
  /** On the user pool's own page. */
  signIn(person: Person): Promise<void>;
  /** Runs what can be run, until everything waits for the network. */
  settle(): Promise<void>;
  /** Lets a number of turns of the event loop pass. */
  turns(count: number): Promise<void>;
  /** Lets a number of ms pass. */
  wait(ms: number): Promise<void>;
  /** Starts the background anew. @param browserToo the browser was closed as well: what was in memory is gone */
  restart(browserToo?: boolean): Promise<void>;
}

/** Most turns of the event loop until a device rests. The longest known way takes fewer than 100. */
const mostTurns = 10_000;
/** The time at which each device starts. */
const beginning = new Date('2026-11-20T12:00:00Z');

/** Node's own uses the real clock and keeps its listeners alive. */
const realTimeout = AbortSignal.timeout;
function fakeTimeout(ms: number): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new DOMException('The time is up', 'TimeoutError')), ms);
  return controller.signal;
}

/** Has all tests of a file run on devices. To be called before the first is started. */
export function useDevices(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: beginning });
  AbortSignal.timeout = fakeTimeout;
  vi.spyOn(Math, 'random').mockReturnValue(0);
  vi.stubGlobal('setImmediate', (run: () => void) => {
    underWay += 1;
    return later(() => {
      underWay -= 1;
      run();
    });
  });
  vi.stubGlobal('crypto', instantCrypto);
  vi.stubGlobal('addEventListener', () => {});
  vi.stubGlobal('navigator', { onLine: true });
}

/** To be called after the last. */
export function noMoreDevices(): void {
  vi.useRealTimers();
  AbortSignal.timeout = realTimeout;
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
}

const turn = () => new Promise<void>((resolve) => later(resolve));

/**
 * @param how `index`: by the entry, as the browser loads it; `parts`: by what the entry loads, which is much quicker
 */
export async function startDevice(how: 'index' | 'parts' = 'index'): Promise<Device> {
  const cloud = startFakeCloud(Date.now);
  const browser = startFakeBrowser(cloud);
  const disk = new IDBFactory();
  const connections: globalThis.IDBDatabase[] = [];
  const failingOpens: Error[] = [];
  const open = disk.open.bind(disk);
  disk.open = (...given) => {
    const failure = failingOpens.shift();
    if (failure) throw failure;
    const request = open(...given);
    request.addEventListener('success', () => connections.push(request.result));
    return request;
  };
  globalThis.indexedDB = disk;
  const errors: unknown[] = [];
  vi.stubGlobal('browser', browser.api);
  vi.stubGlobal('reportError', (error: unknown) => void errors.push(error));
  vi.stubGlobal('fetch', cloud.fetch);
  vi.stubGlobal(
    'BroadcastChannel',
    class {
      postMessage(push: Push) {
        made.onPush(structuredClone(push));
      }
    },
  );

  async function start(): Promise<void> {
    browser.forgetListeners();
    cloud.abandon();
    const now = Date.now();
    vi.clearAllTimers(); // sets the clock back, too
    vi.setSystemTime(now);
    if (how === 'parts') return startParts(browser, made);
    vi.resetModules();
    await import('../../../../src/background/index.ts');
  }

  async function settle(): Promise<void> {
    let turns = 0;
    for (let quiet = 0; quiet < 3; quiet += 1) {
      await turn();
      turns += 1;
      if (turns > mostTurns) throw new Error('The device does not come to rest');
      if (underWay > 0) quiet = 0;
      else vi.advanceTimersByTime(1);
    }
  }

  const askAs: Device['askAs'] = async (sub, operation, ...[input]) => {
    const request = { id: crypto.randomUUID(), operation, input, ...(sub !== undefined && { sub }) };
    const answer = (await browser.onMessage.tell(request, ownSender)) as Answer<never>;
    if (!answer.ok) throw new CodedError(answer.error.code, answer.error.data);
    return answer.value;
  };
  const ask: Device['ask'] = (operation, ...input) => askAs(undefined, operation, ...input);

  const made: Device = {
    cloud,
    browser,
    errors,
    connections,
    failingOpens,
    ask,
    askAs,
    session: () => ask('session.get'),
    async signIn(person) {
      cloud.visitor = person;
      await ask('account.signInInBrowser', { keep: true });
    },
    settle,
    async turns(count) {
      for (let done = 0; done < count; done += 1) await turn();
    },
    async wait(ms) {
      await vi.advanceTimersByTimeAsync(ms);
    },
    async restart(browserToo = false) {
      await settle();
      if (browserToo) browser.session = {};
      await start();
    },
    onPush: () => {},
  };
  vi.setSystemTime(beginning);
  await start();
  return made;
}

/** The background without its entry: the same parts, and the same wiring of them. */
function startParts({ api, onMessage, onAlarm, policy, alarms }: FakeBrowser, device: Device): void {
  const alarm = {
    set: (afterMs: number) => void alarms.set('outbox', { afterMs }),
    clear: () => void alarms.delete('outbox'),
  };
  const retry = createRetryTimer(alarm, Math.random, () => true);
  const background = lazy(() =>
    createBackground({
      now: Date.now,
      fetch: device.cloud.fetch,
      patience: { backoff: { sleep: async () => {}, random: () => 0 } },
      openDatabase,
      sessionArea: { ...api.storage.session }, // what is known of it goes with the background
      policy: async () => policy ?? null,
      file: async () => device.cloud.file,
      retry,
      watchIdleness: () => {},
      userPoolPage: { show: async (url) => device.cloud.page(url), follow: async () => {} },
      redirectUri: api.identity.getRedirectURL,
      renewAt: () => {},
      checkAt: () => {},
      remind: async () => {},
      pushToScreens: (push) => device.onPush(structuredClone(push)),
      pushToPages: () => {},
      shown: (session) => device.onPush({ kind: 'session', session }),
      report: (error) => void device.errors.push(error),
    }),
  );
  const route = createRouter(
    lazy(async () => createHandlers(await background())),
    async () => ({ tier: 'own' }),
    (error) => void device.errors.push(error),
  );
  onMessage.addListener(route);
  onAlarm.addListener(({ name }: { name: string }) =>
    fireAndForget(
      background().then(({ session, check }) => {
        if (name === 'outbox') return retry.alarmRang();
        return name === 'refresh' ? renewAhead(session.lease()) : check();
      }),
    ),
  );
}

/** The configuration as a person imports it. */
export const imported = (name: CloudName): unknown => configurationOf(name);
