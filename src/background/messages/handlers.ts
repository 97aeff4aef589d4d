/** The handler of each operation of the contract. */
import { CodedError } from '../../contract/errors.ts';
import type { Background } from '../background.ts';
import { accountHandlers } from './account-handlers.ts';
import { configurationHandlers } from './configuration-handlers.ts';
import { everybodysHandlers } from './everybodys-handlers.ts';
import { ownAccountHandlers } from './own-account-handlers.ts';
import { pageHandlers } from './page-handlers.ts';
import type { Handlers } from './router.ts';
import { taskHandlers } from './task-handlers.ts';

export function createHandlers(background: Background): Handlers {
  return {
    ...accountHandlers(background),
    ...configurationHandlers(background),
    ...pageHandlers(background),
    ...everybodysHandlers(background),
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
