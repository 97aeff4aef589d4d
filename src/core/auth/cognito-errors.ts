import { CodedError, type ErrorCode } from '../../contract/errors.ts';

/** What the caller was doing: some of Cognito's codes mean different things at different steps. */
export type CognitoStep = 'register' | 'confirm' | 'resend' | 'signIn' | 'refresh' | 'other';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/CommonErrors.html and each operation's page. */
const codes = new Map<string, ErrorCode>([
  ['UsernameExistsException', 'usernameTaken'],
  ['AliasExistsException', 'emailTaken'],
  ['InvalidPasswordException', 'passwordRejected'],
  ['InvalidParameterException', 'parameterRejected'],
  ['CodeMismatchException', 'codeMismatch'],
  ['ExpiredCodeException', 'codeExpired'],
  ['CodeDeliveryFailureException', 'codeNotSent'],
  ['UserNotFoundException', 'userNotFound'],
  ['UserNotConfirmedException', 'userNotConfirmed'],
  ['PasswordResetRequiredException', 'passwordResetRequired'],
  ['LimitExceededException', 'limitExceeded'],
  ['TooManyFailedAttemptsException', 'tooManyAttempts'],
  ['TooManyRequestsException', 'throttled'],
  ['ResourceNotFoundException', 'configurationInvalid'],
  ['NetworkError', 'offline'],
]);

/** `NotAuthorizedException` by step: a confirmed user can't be confirmed again, a closed pool takes no sign-ups. */
const notAuthorized: Record<CognitoStep, ErrorCode> = {
  register: 'registrationClosed',
  confirm: 'alreadyConfirmed',
  resend: 'alreadyConfirmed',
  signIn: 'wrongCredentials',
  refresh: 'sessionEnded',
  other: 'forbidden',
};

/** The codes with which Cognito says that a refresh token will never work again. Anything else keeps the session. */
const deadRefreshToken = new Set([
  'NotAuthorizedException',
  'TokenRevokedException',
  'UserNotFoundException',
  'PasswordResetRequiredException',
  'UserNotConfirmedException',
  'RefreshTokenReuseException',
]);

/**
 * A failure of a user pool operation as one of our codes. Told apart by Cognito's code, never by its text, with one
 * exception: too many wrong passwords have no code of their own.
 *
 * @param failure what amazon-cognito-identity-js or our own client threw; `code` or `name` is Cognito's code
 * @param step what was being done
 */
export function cognitoError(failure: unknown, step: CognitoStep): CodedError {
  if (failure instanceof CodedError) return failure;
  const name = cognitoCode(failure);
  const options = { cause: failure };
  if (step === 'refresh' && deadRefreshToken.has(name))
    return new CodedError('sessionEnded', undefined, options);
  if (name === 'NotAuthorizedException') {
    const lockedOut = failure instanceof Error && /attempts exceeded/i.test(failure.message);
    return new CodedError(lockedOut ? 'tooManyAttempts' : notAuthorized[step], undefined, options);
  }
  // Its one parameter is the user name, and Cognito answers so when that user needs no code.
  if (step === 'resend' && name === 'InvalidParameterException')
    return new CodedError('alreadyConfirmed', undefined, options);
  const known = codes.get(name);
  if (known) return new CodedError(known, undefined, options);
  // A garbled answer makes the library trip over a missing field.
  if (failure instanceof TypeError || failure instanceof SyntaxError)
    return new CodedError('badAnswer', undefined, options);
  return new CodedError(name.endsWith('Exception') ? 'serverError' : 'badAnswer', undefined, options);
}

function cognitoCode(failure: unknown): string {
  if (typeof failure !== 'object' || failure === null) return '';
  if ('code' in failure && typeof failure.code === 'string') return failure.code;
  return 'name' in failure && typeof failure.name === 'string' ? failure.name : '';
}
