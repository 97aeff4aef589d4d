/** What the user pool asks before it writes to somebody: the words. It has no table and no other service. */

import { messageWriter } from './messages/message-writer.ts';
import { setting } from './runtime/environment.ts';

export const handler = messageWriter({ confirmUrl: setting('CONFIRM_URL'), clock: Date.now });
