import type { CDPSession, Protocol, Browser as Puppeteer } from 'puppeteer-core';
import { source } from '../port.ts';
import { until } from '../wait.ts';
import { heapOf } from './heap.ts';

/** Observes the extension's service worker without an effect on its lifetime. */
export interface WatchedWorker {
  isAwake(): boolean;
  /** Stops it as the browser does when it is idle, and waits until it has stopped. */
  stop(): Promise<void>;
  /**
   * Runs a function in the worker once it has its listeners: a starting worker would miss an event.
   *
   * @param isListening like `run`, it must not refer to anything around it
   */
  run<A extends unknown[]>(
    isListening: () => boolean,
    run: (...args: A) => unknown,
    ...args: A
  ): Promise<void>;
  /** What a function answers in the worker; undefined while it is asleep. Like `run`, it refers to nothing around it. */
  answers(run: () => unknown): Promise<unknown>;
  /** The bytes that it uses after garbage collection, once it runs. */
  heap(): Promise<number>;
  /** Stops observing. */
  leave(): Promise<void>;
}

/**
 * A worker with a debugger waits for that debugger when it starts again. Therefore puppeteer ignores service workers;
 * this code attaches to them, and detaches before they are stopped.
 *
 * @param page a session of its own with any page: the ServiceWorker domain belongs to pages
 * @param lines takes the worker's console messages and errors
 */
export async function watchWorker(
  browser: Puppeteer,
  page: CDPSession,
  origin: string,
  lines: string[],
): Promise<WatchedWorker> {
  const awake = new Set<string>();
  let stops = 0;
  let heard = false;
  page.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
    for (const { scriptURL, versionId, runningStatus } of versions)
      if (scriptURL.startsWith(origin)) {
        heard = true;
        if (runningStatus !== 'stopped') awake.add(versionId);
        else if (awake.delete(versionId)) stops += 1;
      }
  });
  await page.send('ServiceWorker.enable');
  await until('the service worker to register', () => heard);
  const root = await browser.target().createCDPSession();
  const consoles = await listen(root, origin, lines);
  return {
    isAwake: () => awake.size > 0,
    async stop() {
      await consoles.letGo();
      const before = stops;
      await page.send('ServiceWorker.stopAllWorkers');
      // a message that arrives meanwhile may wake it at once
      await until('the service worker to stop', () => awake.size === 0 || stops > before);
    },
    async run(isListening, run, ...args) {
      const session = await until('the service worker to listen', async () => {
        const reached = consoles.session();
        return reached && (await evaluate(reached, isListening)) === true && reached;
      });
      await evaluate(session, run, ...args);
    },
    async answers(run) {
      const session = awake.size > 0 && consoles.session();
      return session ? evaluate(session, run) : undefined;
    },
    async heap() {
      return heapOf(await until('the service worker to run', () => consoles.session()));
    },
    async leave() {
      await Promise.all([page.detach(), root.detach()]);
    },
  };
}

async function evaluate<A extends unknown[]>(
  session: CDPSession,
  run: (...args: A) => unknown,
  ...args: A
): Promise<unknown> {
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    expression: `(${source(run)})(...${JSON.stringify(args)})`,
    awaitPromise: true,
    returnByValue: true,
  });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
}

/** Collects the console messages and errors of each worker of the extension. */
async function listen(
  root: CDPSession,
  origin: string,
  lines: string[],
): Promise<{ letGo(): Promise<void>; session(): CDPSession | null | undefined }> {
  const attached = new Set<string>();
  root.on('Target.detachedFromTarget', ({ sessionId }) => attached.delete(sessionId));

  const attach = async ({ targetId, type, url }: Protocol.Target.TargetInfo): Promise<void> => {
    if (type !== 'service_worker' || !url.startsWith(origin)) return;
    const { sessionId } = await root.send('Target.attachToTarget', { targetId, flatten: true });
    attached.add(sessionId);
    const worker = root.connection()?.session(sessionId);
    worker?.on('Runtime.consoleAPICalled', ({ type: level, args }) => {
      lines.push(`worker ${level}: ${args.map((one) => one.value ?? one.description ?? one.type).join(' ')}`);
    });
    worker?.on('Runtime.exceptionThrown', ({ exceptionDetails: { exception, text } }) => {
      lines.push(`worker uncaught: ${exception?.description ?? text}`);
    });
    await worker?.send('Runtime.enable'); // also reports earlier messages
  };
  let attaching = Promise.resolve();
  root.on('Target.targetCreated', ({ targetInfo }) => {
    attaching = attaching
      .then(() => attach(targetInfo))
      .catch((error) => void lines.push(`(no console of ${targetInfo.url}: ${error})`));
  });
  await root.send('Target.setDiscoverTargets', { discover: true });

  return {
    session: () => [...attached].map((id) => root.connection()?.session(id)).at(-1),
    async letGo() {
      await attaching;
      for (const sessionId of attached) await root.send('Target.detachFromTarget', { sessionId });
    },
  };
}
