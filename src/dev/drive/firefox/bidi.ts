/** The part of WebDriver BiDi that is used here, in Firefox's version. https://w3c.github.io/webdriver-bidi/ */
import puppeteer, { type Browser as Puppeteer } from 'puppeteer-core';
import { source } from '../port.ts';

export interface Bidi {
  /** @template T the command's answer by the specification */
  send<T = unknown>(method: string, params: object): Promise<T>;
  /** Runs a function in a document, or on one of its elements. */
  run<E, T, A extends unknown[]>(
    context: string,
    run: (this: E, ...args: A) => T,
    args: A,
    element?: string,
  ): Promise<Awaited<T>>;
  /** Runs a function in the browser's own window, where code is privileged. */
  inChrome<T, A extends unknown[]>(run: (...args: A) => T, ...args: A): Promise<Awaited<T>>;
  disconnect(): Promise<void>;
}

/** https://w3c.github.io/webdriver-bidi/#type-browsingContext-Info */
export interface Contexts {
  contexts: { context: string }[];
}

/** Every called function answers with JSON text, or with nothing. */
type CallFunctionAnswer =
  | { type: 'success'; result: { value?: string } }
  | { type: 'exception'; exceptionDetails: { text: string } };

/** The connection behind puppeteer's BiDi browser, for commands that puppeteer does not wrap. */
interface WithConnection {
  connection: { send(method: string, params: object): Promise<{ result: unknown }> };
}

/**
 * @param endpoint the `ws:` address that Firefox printed
 * @param ended how Firefox has ended, null while it runs
 */
export async function connectBidi(endpoint: string, ended: () => string | null): Promise<Bidi> {
  const browser = await puppeteer.connect({
    browserWSEndpoint: `${endpoint}/session`,
    protocol: 'webDriverBiDi',
    networkEnabled: false,
    defaultViewport: null,
    protocolTimeout: 30_000,
  });
  // puppeteer's BiDi browser has this getter; its public type does not show it
  const { connection } = browser as Puppeteer & WithConnection;

  const send = async <T>(method: string, params: object): Promise<T> => {
    try {
      return (await connection.send(method, params)).result as T; // the caller knows the command's answer
    } catch (error) {
      const end = ended();
      if (end !== null) throw new Error(`Firefox has ended ${end}`, { cause: error });
      // the rest of the text is a stack inside Firefox
      throw new Error(String(error).split(/ RemoteError@|\n/, 1)[0], { cause: error });
    }
  };

  const run: Bidi['run'] = async (context, functionToRun, args, element) => {
    const answer = await send<CallFunctionAnswer>('script.callFunction', {
      functionDeclaration: `async function (json) { return JSON.stringify(await (${source(functionToRun)}).apply(this, JSON.parse(json))); }`,
      arguments: [{ type: 'string', value: JSON.stringify(args) }],
      ...(element ? { this: { sharedId: element } } : {}),
      target: { context },
      awaitPromise: true,
      userActivation: true,
    });
    if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text);
    return answer.result.value === undefined ? undefined : JSON.parse(answer.result.value);
  };

  const chromeContext = async () => {
    const { contexts } = await send<Contexts>('browsingContext.getTree', {
      'moz:scope': 'chrome',
      maxDepth: 0,
    });
    const [window] = contexts;
    if (!window) throw new Error('Firefox has no window');
    return window.context;
  };

  return {
    send,
    run,
    async inChrome<T, A extends unknown[]>(
      functionToRun: (...args: A) => T,
      ...args: A
    ): Promise<Awaited<T>> {
      return run<unknown, T, A>(await chromeContext(), functionToRun, args);
    },
    disconnect: () => browser.disconnect(),
  };
}
