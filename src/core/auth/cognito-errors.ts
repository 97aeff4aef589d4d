import { CodedError, type ErrorCode } from '../../contract/errors.ts';
import { type EndReason, endReasons } from '../../contract/session.ts';

/** What the caller was doing: some of Cognito's codes mean different things at different steps. */
export type CognitoStep =
  | 'register'
  | 'confirm'
  | 'resend'
  | 'signIn'
  | 'challenge'
  | 'forgot'
  | 'reset'
  | 'changePassword'
  | 'account'
  | 'authenticator'
  | 'refresh'
  | 'other';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/CommonErrors.html and each operation's page. */
const codes: [ErrorCode, ...string[]][] = [
  ['usernameTaken', 'UsernameExists'],
  ['emailTaken', 'AliasExists'],
  ['passwordRejected', 'InvalidPassword'],
  ['passwordUsedBefore', 'PasswordHistoryPolicyViolation'],
  ['parameterRejected', 'InvalidParameter'],
  ['codeMismatch', 'CodeMismatch'],
  ['codeExpired', 'ExpiredCode'],
  [
    'codeNotSent',
    'CodeDeliveryFailure',
    'InvalidSmsRoleAccessPolicy',
    'InvalidSmsRoleTrustRelationship',
    'InvalidEmailRoleAccessPolicy',
  ],
  ['factorCodeWrong', 'EnableSoftwareTokenMFA'],
  ['factorUnavailable', 'SoftwareTokenMFANotFound', 'MFAMethodNotFound'],
  ['userNotFound', 'UserNotFound'],
  ['userNotConfirmed', 'UserNotConfirmed'],
  ['passwordResetRequired', 'PasswordResetRequired'],
  ['limitExceeded', 'LimitExceeded'],
  ['tooManyAttempts', 'TooManyFailedAttempts'],
  ['throttled', 'TooManyRequests'],
  ['refusedByPool', 'UserLambdaValidation', 'Forbidden', 'OperationNotEnabled'],
  [
    'configurationInvalid',
    'ResourceNotFound',
    'InvalidUserPoolConfiguration',
    'FeatureUnavailableInTier',
    'UnsupportedOperation',
    'UnsupportedTokenType',
    'Unauthorized',
  ],
];
const codeOf = new Map(codes.flatMap(([code, ...names]) => names.map((name) => [name, code])));

/** `NotAuthorizedException` by step: a confirmed user can't be confirmed again, a closed pool takes no sign-ups. */
const notAuthorized: Record<CognitoStep, ErrorCode> = {
  register: 'registrationClosed',
  confirm: 'alreadyConfirmed',
  resend: 'alreadyConfirmed',
  signIn: 'wrongCredentials',
  challenge: 'challengeExpired',
  forgot: 'resetImpossible',
  reset: 'resetImpossible',
  changePassword: 'wrongPassword',
  account: 'signInAgain',
  authenticator: 'signInAgain',
  refresh: 'sessionEnded',
  other: 'forbidden',
};

/** What else has another meaning at one step. */
const special: Partial<Record<CognitoStep, Record<string, ErrorCode>>> = {
  // Its one parameter is the user name, and Cognito answers so when that user needs no code.
  resend: { InvalidParameter: 'alreadyConfirmed' },
  // No verified address to send a code to.
  forgot: { InvalidParameter: 'resetImpossible' },
  challenge: { CodeMismatch: 'factorCodeWrong', ExpiredCode: 'challengeExpired' },
  authenticator: { CodeMismatch: 'factorCodeWrong' },
};

/** The codes with which Cognito says that a refresh token will never work again, and what that says of the session. Anything else keeps it. */
const deadRefreshToken = new Map<string, EndReason>([
  ['NotAuthorizedException', 'expired'],
  ['TokenRevokedException', 'expired'],
  ['RefreshTokenReuseException', 'expired'],
  ['UserNotFoundException', 'gone'],
  ['PasswordResetRequiredException', 'reset'],
  ['UserNotConfirmedException', 'unconfirmed'],
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
  const reason = step === 'refresh' ? deadRefreshToken.get(name) : undefined;
  const code = reason ? 'sessionEnded' : meaning(name, step, failure);
  return new CodedError(code, reason && { reason }, { cause: failure });
}

/** @param name Cognito's code */
function meaning(name: string, step: CognitoStep, failure: unknown): ErrorCode {
  if (name === 'NotAuthorizedException') {
    const lockedOut = failure instanceof Error && /attempts exceeded/i.test(failure.message);
    return lockedOut ? 'tooManyAttempts' : notAuthorized[step];
  }
  if (name === 'NetworkError') return 'offline';
  const short = name.replace(/Exception$/, '');
  const known = special[step]?.[short] ?? codeOf.get(short);
  // A garbled answer makes the library trip over a missing field: such an error has no code of Cognito's.
  return known ?? (name.endsWith('Exception') ? 'serverError' : 'badAnswer');
}

function cognitoCode(failure: unknown): string {
  if (typeof failure !== 'object' || failure === null) return '';
  if ('code' in failure && typeof failure.code === 'string') return failure.code;
  return 'name' in failure && typeof failure.name === 'string' ? failure.name : '';
}

/** Why a session has ended, by the error that {@link cognitoError} made of it. */
export const endReason = ({ data }: CodedError): EndReason =>
  endReasons.find((one) => one === data?.reason) ?? 'expired';

/** Whether the identity pool does not take the ID token: it may be dead there though it looks fresh here. */
export const refusesLogin = (failure: unknown): boolean => cognitoCode(failure) === 'NotAuthorizedException';
