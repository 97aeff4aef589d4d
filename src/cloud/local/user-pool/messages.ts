/** What the user pool writes to people: in the words of the stack's function, or else of the template. */
import { escapeHtml } from '../mail/escape-html.ts';
import type { Pool, TriggerSubject } from './pool.ts';
import type { User } from './users.ts';

/** Kinds of messages, as trigger sources name them. https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html */
export type MessageKind =
  | 'SignUp'
  | 'ResendCode'
  | 'ForgotPassword'
  | 'AdminCreateUser'
  | 'UpdateUserAttribute'
  | 'VerifyUserAttribute';

const codeParameter = '{####}';
const usernameParameter = '{username}';

/** A user as events carry them. */
export const subjectOf = ({ username, attributes, status }: User): TriggerSubject => ({
  username,
  userAttributes: { ...attributes, 'cognito:user_status': status },
});

/** Mails a secret to the user. @param options.secret a code, or a temporary password */
export async function sendMail(
  pool: Pool,
  user: User,
  kind: MessageKind,
  options: { to: string; secret: string },
): Promise<void> {
  const { subject, body } = await wordsOf(pool, user, kind);
  await pool.mailbox.deliver({
    to: options.to,
    subject,
    html: body
      .replaceAll(codeParameter, () => escapeHtml(options.secret))
      .replaceAll(usernameParameter, () => escapeHtml(user.username)),
    ...(kind === 'AdminCreateUser' ? {} : { code: options.secret }),
  });
}

async function wordsOf(
  pool: Pool,
  user: User,
  kind: MessageKind,
): Promise<{ subject: string; body: string }> {
  const invites = kind === 'AdminCreateUser';
  const written = await pool.triggers.invoke('CustomMessage', `CustomMessage_${kind}`, {
    ...subjectOf(user),
    request: { codeParameter, usernameParameter: invites ? usernameParameter : null, linkParameter: null },
    response: { smsMessage: null, emailMessage: null, emailSubject: null },
  });
  const { emailMessage, emailSubject } = written ?? {};
  const { settings } = pool;
  // Cognito keeps its own words where the function's lack the secret.
  const usable = typeof emailMessage === 'string' && emailMessage.includes(codeParameter);
  return {
    subject: typeof emailSubject === 'string' && usable ? emailSubject : settings.mail.subject,
    body: usable ? emailMessage : invites ? invitation : settings.mail.body,
  };
}

/** Cognito's own. */
const invitation = 'Your username is {username} and temporary password is {####}.';
