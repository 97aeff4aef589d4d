import { CodedError, type ErrorCode } from '../../contract/errors.ts';
import { type EndReason, endReasons } from '../../contract/session.ts';

/** The caller's step: some of Cognito's codes mean different things at different steps. */
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
  ['identityPoolUnsuitable', 'InvalidIdentityPoolConfiguration'],
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

/** The meaning of `NotAuthorizedException` by step: a closed pool takes no sign-ups. */
const notAuthorized: Record<CognitoStep, ErrorCode> = {
  register: 'registrationClosed',
  confirm: 'refusedByPool',
  resend: 'refusedByPool',
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

/** Other codes that have another meaning at one step. */
const special: Partial<Record<CognitoStep, Record<string, ErrorCode>>> = {
  // Its only parameter is the user name. Cognito answers so if that user needs no code.
  resend: { InvalidParameter: 'alreadyConfirmed' },
  // There is no verified address to send a code to.
  forgot: { InvalidParameter: 'resetImpossible' },
  challenge: { CodeMismatch: 'factorCodeWrong', ExpiredCode: 'challengeExpired' },
  authenticator: { CodeMismatch: 'factorCodeWrong' },
};

/**
 * Cognito's codes for a refresh token that will never work again, with the reason of the session's end. After any other
 * code the session continues.
 */
const deadRefreshToken = new Map<string, EndReason>([
  ['NotAuthorizedException', 'expired'],
  ['TokenRevokedException', 'expired'],
  ['RefreshTokenReuseException', 'expired'],
  ['UserNotFoundException', 'gone'],
  ['PasswordResetRequiredException', 'reset'],
  ['UserNotConfirmedException', 'unconfirmed'],
]);

/**
 * Converts a failure of a user pool operation to one of our codes. Cognito's code decides, and the text only where
 * refusals share a code.
 *
 * @param failure an error of our own client or of the SDK; `code` or `name` is Cognito's code
 * @param step the caller's step
 */
export function cognitoError(failure: unknown, step: CognitoStep): CodedError {
  if (failure instanceof CodedError) return failure;
  const name = cognitoCode(failure);
  const reason = step === 'refresh' ? deadRefreshToken.get(name) : undefined;
  const code = reason ? 'sessionEnded' : meaning(name, step, failure);
  return new CodedError(code, reason && { reason }, { cause: failure });
}

/**
 * Refusals that share a code, told apart by their texts. Cognito writes them in English.
 */
const texts: [RegExp, ErrorCode][] = [
  [/attempts exceeded/i, 'tooManyAttempts'],
  [/status is CONFIRMED/, 'alreadyConfirmed'],
  [/user is disabled/i, 'userDisabled'],
  [/temporary password has expired/i, 'temporaryPasswordExpired'],
  [/secret|not enabled for/i, 'clientUnsuitable'],
  [/unauthorized attribute/i, 'attributeNotWritable'],
];

/** @param name Cognito's code */
function meaning(name: string, step: CognitoStep, failure: unknown): ErrorCode {
  if (name === 'NetworkError') return 'offline';
  const short = name.replace(/Exception$/, '');
  // At a refresh, a way that is not enabled is followed by the other one.
  if (step !== 'refresh' && (short === 'NotAuthorized' || short === 'InvalidParameter')) {
    const message = failure instanceof Error ? failure.message : '';
    const told = texts.find(([text]) => text.test(message));
    if (told) return told[1];
  }
  if (short === 'NotAuthorized') return notAuthorized[step];
  const known = special[step]?.[short] ?? codeOf.get(short);
  // An error that has no code of Cognito's.
  return known ?? (name.endsWith('Exception') ? 'serverError' : 'badAnswer');
}

function cognitoCode(failure: unknown): string {
  if (typeof failure !== 'object' || failure === null) return '';
  if ('code' in failure && typeof failure.code === 'string') return failure.code;
  return 'name' in failure && typeof failure.name === 'string' ? failure.name : '';
}

/** An error of {@link cognitoError}, in the meaning that it has here. @param meanings by Cognito's codes */
export function refusedAs(error: unknown, meanings: Readonly<Record<string, ErrorCode>> = {}): unknown {
  const code = error instanceof CodedError ? meanings[cognitoCode(error.cause)] : undefined;
  return code ? new CodedError(code, undefined, { cause: error }) : error;
}

/** The reason of a session's end, from the error that {@link cognitoError} made. */
export const endReason = ({ data }: CodedError): EndReason =>
  endReasons.find((one) => one === data?.reason) ?? 'expired';

/** Whether the identity pool refuses the ID token. The token may look fresh here and be invalid there. */
export const refusesLogin = (failure: unknown): boolean => cognitoCode(failure) === 'NotAuthorizedException';
