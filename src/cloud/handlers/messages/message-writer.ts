import type { CustomMessageTriggerEvent } from 'aws-lambda';
import { log } from '../runtime/log.ts';
import { mailHtml } from './mail.ts';
import { type Addressee, isMessageKind, messages } from './messages.ts';

/**
 * Writes the mail and the text message of each occasion on which Cognito writes to a person. An event of an unknown
 * occasion is returned unchanged, and Cognito uses the pool's own text.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html
 *
 * @param parts.confirmUrl of the page that shows a code to the extension
 */
export function messageWriter(parts: { confirmUrl: string; clock: () => number }) {
  return async (event: CustomMessageTriggerEvent): Promise<CustomMessageTriggerEvent> => {
    const started = parts.clock();
    const kind = event.triggerSource.replace(/^CustomMessage_/, '');
    const known = isMessageKind(kind);
    if (known) {
      const { mail, sms } = messages[kind](addresseeOf(event), parts.confirmUrl);
      event.response.emailSubject = mail.subject;
      event.response.emailMessage = mailHtml(mail);
      event.response.smsMessage = sms;
    }
    log({ trigger: known ? `CustomMessage_${kind}` : 'unknown', ms: parts.clock() - started });
    return event;
  };
}

const addresseeOf = ({ request, userName }: CustomMessageTriggerEvent): Addressee => ({
  username: userName ?? '',
  email: request.userAttributes.email ?? '',
  codePlaceholder: request.codeParameter,
  // Cognito sends it only if an administrator creates the account.
  usernamePlaceholder: request.usernameParameter ?? '{username}',
});
