import type { SafeError } from '../../contract/errors.ts';

/** The field of the registration form that caused a refusal; null if it was none, or more than one. */
export function fieldOf({ code, data }: SafeError): 'username' | 'email' | 'password' | null {
  switch (code) {
    case 'usernameTaken':
      return 'username';
    case 'emailTaken':
    case 'codeNotSent':
      return 'email';
    case 'passwordRejected':
    case 'passwordUsedBefore':
      return 'password';
    case 'invalidInput':
    case 'parameterRejected': {
      const field = data?.field;
      return field === 'username' || field === 'email' || field === 'password' ? field : null;
    }
    default:
      return null;
  }
}
