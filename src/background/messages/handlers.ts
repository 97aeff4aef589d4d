/** Each operation of the contract, in terms of the parts that do the work. */
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
 * Handlers that refuse a screen which shows another account than the one that is here: its person has left meanwhile.
 * Each takes the scope that it works in before it waits for anything.
 */
function forShownAccount<H extends Partial<Handlers>>({ scope }: Background, handlers: H): H {
  const checked = Object.entries(handlers).map(([name, handle]) => [
    name,
    async (...[input, caller, requestId]: Parameters<Handlers[keyof Handlers]>) => {
      if (caller.tier === 'own' && caller.sub !== undefined && caller.sub !== scope().account?.sub)
        throw new CodedError('sessionChanged');
      // Of the same operation, as the router has parsed it.
      return handle(input as never, caller, requestId);
    },
  ]);
  // Under the same names, with the same types.
  return Object.fromEntries(checked) as H;
}
