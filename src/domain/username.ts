/** The user pool's rules for usernames. */
import { emailAddress } from './email-address.ts';

/**
 * The form of usernames that a user pool takes: any text, any text but an e-mail address (because people sign in by
 * their e-mail address too), or e-mail addresses only.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
 */
export const usernameForms = ['any', 'name', 'email'] as const;
export type UsernameForm = (typeof usernameForms)[number];

/** The rule that a username breaks: a space, a character that cannot be seen, an e-mail address, or none at all. */
export type UsernameFault = 'space' | 'character' | 'isEmail' | 'noEmail';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SignUp.html */
const allowed = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]*$/u;

/** The first rule that a new username breaks; null if it keeps all. An empty one breaks none. */
export function usernameFault(username: string, form: UsernameForm): UsernameFault | null {
  if (/[\s\p{Z}]/u.test(username)) return 'space';
  if (!allowed.test(username)) return 'character';
  const isEmail = emailAddress.test(username);
  if (form === 'name' && isEmail) return 'isEmail';
  return form === 'email' && username && !isEmail ? 'noEmail' : null;
}
