/** Each operation of the contract, in terms of the parts that do the work. */

import type { Parts } from '../background.ts';
import { accountHandlers } from './account-handlers.ts';
import { configurationHandlers } from './configuration-handlers.ts';
import { meHandlers } from './own-account-handlers.ts';
import { pageHandlers } from './page-handlers.ts';
import type { Handlers } from './router.ts';
import { taskHandlers } from './task-handlers.ts';

export function createHandlers(parts: Parts): Handlers {
  return {
    ...accountHandlers(parts),
    ...meHandlers(parts),
    ...taskHandlers(parts),
    ...configurationHandlers(parts),
    ...pageHandlers(parts),
  };
}
