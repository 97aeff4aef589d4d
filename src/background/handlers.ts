/** Each operation of the contract, in terms of the parts that do the work. */
import { accountHandlers } from './handlers/account-handlers.ts';
import { configurationHandlers } from './handlers/configuration-handlers.ts';
import { meHandlers } from './handlers/me-handlers.ts';
import { pageHandlers } from './handlers/page-handlers.ts';
import { taskHandlers } from './handlers/task-handlers.ts';
import type { Parts } from './parts.ts';
import type { Handlers } from './router.ts';

export function createHandlers(parts: Parts): Handlers {
  return {
    ...accountHandlers(parts),
    ...meHandlers(parts),
    ...taskHandlers(parts),
    ...configurationHandlers(parts),
    ...pageHandlers(parts),
  };
}
