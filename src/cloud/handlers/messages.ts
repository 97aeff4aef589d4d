/** The trigger that the user pool calls before it sends a message. It writes the text, and has no table. */

import { messageWriter } from './messages/message-writer.ts';
import { setting } from './runtime/environment.ts';

export const handler = messageWriter({ confirmUrl: setting('CONFIRM_URL'), clock: Date.now });
