/** Routes every message: identifies its sender, admits its operation, and calls the handler. */
import * as v from 'valibot';
import { CodedError, toSafeError } from '../../contract/errors.ts';
import { type Answer, type OperationName, operations } from '../../contract/operations.ts';
import { originOf } from '../../domain/page-address.ts';
import { uuid } from '../../domain/task.ts';
import type { Background } from '../background.ts';
import { accountHandlers } from './account-handlers.ts';
import { configurationHandlers } from './configuration-handlers.ts';
import type { Caller, Handlers } from './handlers.ts';
import { ownAccountHandlers } from './own-account-handlers.ts';
import { pageHandlers } from './page-handlers.ts';
import { publicHandlers } from './public-handlers.ts';
import { taskHandlers } from './task-handlers.ts';

const request = v.object({
  id: uuid,
  operation: v.string(),
  input: v.optional(v.unknown()),
  sub: v.optional(v.string()),
});

/**
 * @param ready the handlers by operation, once the state is restored; if that fails, the call fails
 * @param report gets errors without a code, which are defects
 */
export function createRouter(
  ready: () => Promise<Handlers>,
  identify: (sender: unknown) => Promise<Caller | null>,
  report: (error: unknown) => void,
) {
  return async (message: unknown, sender: unknown): Promise<Answer> => {
    try {
      const caller = await identify(sender);
      // An unknown caller learns nothing, not even which operations exist.
      if (!caller) throw new CodedError('forbidden');
      const asked = v.safeParse(request, message);
      if (!asked.success) throw new CodedError('invalidInput');
      const { id, operation, sub } = asked.output;
      const { name, input } = admit(operation, asked.output.input, caller);
      const handlers = await ready();
      // The parsed input has the named operation's type: `admit` parsed it with that operation's schema.
      const handle = handlers[name] as (
        input: unknown,
        caller: Caller,
        requestId: string,
      ) => Promise<unknown>;
      const value = await handle(input, caller.tier === 'own' ? { ...caller, sub } : caller, id);
      return { ok: true, value: value ?? null };
    } catch (error) {
      if (!(error instanceof CodedError)) report(error);
      return { ok: false, error: toSafeError(error) };
    }
  };
}

/** The members of `runtime.MessageSender` that are used. `origin` is missing in older browsers. */
export interface Sender {
  id?: string | undefined;
  url?: string | undefined;
  origin?: string | undefined;
  frameId?: number | undefined;
  documentId?: string | undefined;
  tab?: { id?: number | undefined; title?: string | undefined; url?: string | undefined } | undefined;
}

/** Whether a page's content script may call us: on a granted site, or in the document and origin of the user's click. */
export type PageGrant = (tabId: number, origin: string, documentId?: string) => Promise<boolean>;

/**
 * Identifies the caller by the browser's data about the sender, never by the message.
 * @param self the extension's id and the origin of its pages
 * @returns the caller, or null if it may ask for nothing
 */
export async function identify(
  sender: Sender,
  self: { id: string; origin: string },
  granted: PageGrant,
): Promise<Caller | null> {
  if (sender.id !== self.id || !sender.url || !URL.canParse(sender.url)) return null;
  // The extension's pages have no frame id, or 0 in a tab; a deeper frame is embedded by somebody.
  if (sender.frameId !== undefined && sender.frameId !== 0) return null;
  const loaded = new URL(sender.url);
  const origin = originOf(loaded);
  const said = sender.origin ?? origin;
  if (said === origin && origin === self.origin) return { tier: 'own' };
  // A sandboxed document has the origin "null". It is the document of its address all the same.
  if (said !== origin && said !== 'null') return null;
  const { id: tabId, url, title = '' } = sender.tab ?? {};
  if (sender.frameId !== 0 || tabId === undefined || !/^https?:$/.test(loaded.protocol)) return null;
  const { documentId } = sender;
  if (!(await granted(tabId, origin, documentId))) return null;
  // A page may change its address without a load (`history.pushState`): the tab has the new one, `sender.url` has not.
  const now = url && URL.canParse(url) ? new URL(url) : loaded;
  const { href } = originOf(now) === said ? now : loaded;
  return { tier: 'page', tabId, documentId, address: href, title };
}

function admit(name: string, input: unknown, caller: Caller): { name: OperationName; input: unknown } {
  if (!isOperation(name)) throw new CodedError(caller.tier === 'own' ? 'unknownOperation' : 'forbidden');
  const operation = operations[name];
  if (operation.tier !== caller.tier) throw new CodedError('forbidden');
  const parsed = v.safeParse(operation.input as v.GenericSchema, input);
  if (!parsed.success) throw new CodedError('invalidInput', { field: v.getDotPath(parsed.issues[0]) ?? '' });
  return { name, input: parsed.output };
}

const isOperation = (name: string): name is OperationName => Object.hasOwn(operations, name);

/** @returns the handler of each operation of the contract */
export function createHandlers(background: Background): Handlers {
  return {
    ...publicHandlers(background),
    ...accountHandlers(background),
    ...configurationHandlers(background),
    ...pageHandlers(background),
    ...forShownAccount(background, {
      ...ownAccountHandlers(background),
      ...taskHandlers(background),
    }),
  };
}

/**
 * Wraps handlers so that they refuse a screen of another account than the present one. Each handler takes its scope
 * before its first `await`.
 */
function forShownAccount<H extends Partial<Handlers>>({ scope }: Background, handlers: H): H {
  const checked = Object.entries(handlers).map(([name, handle]) => [
    name,
    async (...[input, caller, requestId]: Parameters<Handlers[keyof Handlers]>) => {
      if (caller.tier === 'own' && caller.sub !== undefined && caller.sub !== scope().account?.sub)
        throw new CodedError('sessionChanged');
      // The input belongs to the same operation; the router has parsed it.
      return handle(input as never, caller, requestId);
    },
  ]);
  // The names and types are the same.
  return Object.fromEntries(checked) as H;
}
