/** Each operation of the contract, in terms of the parts that do the work. */

import type { Background } from '../background.ts';
import { accountHandlers } from './account-handlers.ts';
import { configurationHandlers } from './configuration-handlers.ts';
import { ownAccountHandlers } from './own-account-handlers.ts';
import { pageHandlers } from './page-handlers.ts';
import type { Handlers } from './router.ts';
import { taskHandlers } from './task-handlers.ts';

export function createHandlers(background: Background): Handlers {
  return {
    ...accountHandlers(background),
    ...ownAccountHandlers(background),
    ...taskHandlers(background),
    ...configurationHandlers(background),
    ...pageHandlers(background),
  };
}
