/** The user pool's messages. The stack's function writes them, or else the template has the text. */
import { escapeHtml } from '../../../../domain/escape-html.ts';
import type { Pool, TriggerSubject } from '../pool.ts';
import type { User } from '../users/users.ts';
import type { Address } from './delivery.ts';

/** Kinds of messages, as trigger sources name them. https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html */
export type MessageKind =
  | 'SignUp'
  | 'ResendCode'
  | 'ForgotPassword'
  | 'AdminCreateUser'
  | 'UpdateUserAttribute'
  | 'VerifyUserAttribute'
  | 'Authentication';

const codeParameter = '{####}';
const usernameParameter = '{username}';

/** The user's part of an event. */
export const subjectOf = ({ username, attributes, status }: User): TriggerSubject => ({
  username,
  userAttributes: { ...attributes, 'cognito:user_status': status },
});

interface Words {
  subject: string;
  /** HTML. */
  body: string;
  /** Plain text. */
  sms: string;
}

/** Sends a secret to the user. @param options.secret a code, or a temporary password */
export async function sendMessage(
  pool: Pool,
  user: User,
  kind: MessageKind,
  options: { to: Address; secret: string },
): Promise<void> {
  const { subject, body, sms } = await wordsOf(pool, user, kind);
  const filled = (text: string) =>
    text
      .replaceAll(codeParameter, () => escapeHtml(options.secret))
      .replaceAll(usernameParameter, () => escapeHtml(user.username));
  const secret = kind === 'AdminCreateUser' ? {} : { code: options.secret };
  const to = options.to.value;
  await pool.mailbox.deliver(
    options.to.attribute === 'email'
      ? { medium: 'email', to, subject, html: filled(body), ...secret }
      : { medium: 'sms', to, subject: 'Text message', html: filled(escapeHtml(sms)), ...secret },
  );
}

async function wordsOf(pool: Pool, user: User, kind: MessageKind): Promise<Words> {
  const invites = kind === 'AdminCreateUser';
  const written = await pool.triggers.invoke('CustomMessage', `CustomMessage_${kind}`, {
    ...subjectOf(user),
    request: { codeParameter, usernameParameter: invites ? usernameParameter : null, linkParameter: null },
    response: { smsMessage: null, emailMessage: null, emailSubject: null },
  });
  const { emailMessage, emailSubject, smsMessage } = written ?? {};
  const { settings } = pool;
  // Cognito uses its own text if the function's lacks the secret.
  const usable = typeof emailMessage === 'string' && emailMessage.includes(codeParameter);
  return {
    subject: typeof emailSubject === 'string' && usable ? emailSubject : settings.mail.subject,
    body: usable ? emailMessage : invites ? invitation : settings.mail.body,
    sms:
      typeof smsMessage === 'string' && smsMessage.includes(codeParameter)
        ? smsMessage
        : invites
          ? invitation
          : settings.sms[kind === 'Authentication' ? 'authentication' : 'verification'],
  };
}

/** Cognito's own text. */
const invitation = 'Your username is {username} and temporary password is {####}.';
