/** The texts of each occasion. A text message has 140 characters at most, its code or password included. */
import { code, type Html, html, type Mail, placeholder } from './mail.ts';
import { plainText } from './plain-text.ts';

export interface Addressee {
  /** The person chose it, so it may be anything. */
  username: string;
  /** The person typed it, so it may be anything. */
  email: string;
  /** `{####}`: the code, or the temporary password. */
  codePlaceholder: string;
  /** `{username}`. */
  usernamePlaceholder: string;
}

type Writer = (to: Addressee, confirmUrl: string) => { mail: Mail; sms: string };

const unasked = html`If you did not ask for this, you need not do anything. Do not give the code to anybody.`;

const confirm =
  (greeting: (username: string) => Html): Writer =>
  (to, confirmUrl) => ({
    mail: {
      subject: 'Confirm your Countersign account',
      paragraphs: [
        greeting(to.username),
        html`Your code is:`,
        code(to.codePlaceholder),
        html`Type it in the Countersign popup, or <a href="${confirmLink(to, confirmUrl)}">open the confirmation page</a> in the browser that has Countersign and press the Countersign button there.`,
        html`The code is valid for 24 hours.`,
        unasked,
      ],
    },
    sms: `Your Countersign code is ${to.codePlaceholder}. It confirms your account.`,
  });

/** The values are in the fragment, which no browser sends to a server. Cognito requires the placeholder unescaped. */
function confirmLink(to: Addressee, confirmUrl: string): Html {
  const value = (text: string) => encodeURIComponent(plainText(text));
  return html`${confirmUrl}#username=${value(to.username)}&amp;email=${value(to.email)}&amp;code=${placeholder(to.codePlaceholder)}`;
}

const attribute =
  (subject: string, what: string): Writer =>
  (to) => ({
    mail: {
      subject,
      paragraphs: [
        html`Hello ${to.username},`,
        html`${what} Your code is:`,
        code(to.codePlaceholder),
        html`Type it in the Countersign popup, under Your account. It is valid for 24 hours.`,
        unasked,
      ],
    },
    sms: `Your Countersign code is ${to.codePlaceholder}. It confirms your phone number.`,
  });

export const messages = {
  SignUp: confirm(
    (username) => html`Hello ${username}, welcome to Countersign. One step is left: confirm your address.`,
  ),
  ResendCode: confirm((username) => html`Hello ${username}, here is your new code.`),
  ForgotPassword: (to) => ({
    mail: {
      subject: 'Reset your Countersign password',
      paragraphs: [
        html`Hello ${to.username},`,
        html`somebody asked to reset the password of your Countersign account. The code for it is:`,
        code(to.codePlaceholder),
        html`Type it in the Countersign popup, together with a new password. It is valid for one hour.`,
        html`If it was not you, your password stays as it is. Do not give the code to anybody.`,
      ],
    },
    sms: `Your code to reset the Countersign password is ${to.codePlaceholder}. Give it to nobody.`,
  }),
  UpdateUserAttribute: attribute(
    'Confirm your new address for Countersign',
    'you have changed the address of your Countersign account. It is used once you have confirmed it.',
  ),
  VerifyUserAttribute: attribute(
    'Confirm your address for Countersign',
    'this address has still to be confirmed for your Countersign account.',
  ),
  AdminCreateUser: (to) => ({
    mail: {
      subject: 'Your Countersign account',
      paragraphs: [
        html`Hello,`,
        html`an administrator has made a Countersign account for you. Your username is:`,
        code(to.usernamePlaceholder),
        html`Your temporary password is:`,
        code(to.codePlaceholder),
        html`Sign in with both in the Countersign popup; it then asks you for a password of your own. The temporary one is valid for 7 days.`,
      ],
    },
    sms: `Your Countersign account: username ${to.usernamePlaceholder}, temporary password ${to.codePlaceholder}`,
  }),
  Authentication: (to) => ({
    mail: {
      subject: 'Your code to sign in to Countersign',
      paragraphs: [
        html`Hello ${to.username},`,
        html`your code to sign in is:`,
        code(to.codePlaceholder),
        html`It is valid for 3 minutes.`,
        html`If you are not signing in, somebody knows your password: change it. Do not give the code to anybody.`,
      ],
    },
    sms: `Your code to sign in to Countersign is ${to.codePlaceholder}. Give it to nobody.`,
  }),
} satisfies Record<string, Writer>;

export const isMessageKind = (kind: string): kind is keyof typeof messages => Object.hasOwn(messages, kind);
