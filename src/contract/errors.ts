/** All error codes. Screens turn a code into a sentence; nothing else crosses a wire. */
export const errorCodes = [
  // the request
  'unknownOperation',
  'forbidden',
  'invalidInput',
  'sessionChanged',
  'internal',
  // configuration
  'notConfigured',
  'configurationInvalid',
  'configurationUnsupported',
  // the connection to the cloud
  'offline',
  'timeout',
  'badAnswer',
  'answerTooLarge',
  'throttled',
  'serverError',
  'refusalHidden',
  // account
  'usernameTaken',
  'emailTaken',
  'passwordRejected',
  'parameterRejected',
  'codeMismatch',
  'codeExpired',
  'codeNotSent',
  'wrongCredentials',
  'userNotFound',
  'userNotConfirmed',
  'alreadyConfirmed',
  'tooManyAttempts',
  'limitExceeded',
  'passwordResetRequired',
  'temporaryPasswordExpired',
  'userDisabled',
  'clientUnsuitable',
  'attributeNotWritable',
  'identityPoolUnsuitable',
  'challengeUnsupported',
  'challengeExpired',
  'codeUsed',
  'factorCodeWrong',
  'factorUnavailable',
  'passwordUsedBefore',
  'wrongPassword',
  'resetImpossible',
  'refusedByPool',
  'browserSignInFailed',
  'browserSignInCancelled',
  'browserSignInOpen',
  'registrationClosed',
  // session
  'signInRequired',
  'sessionEnded',
  'signInAgain',
  'termsRequired',
  'unsentChanges',
  // tasks
  'taskNotFound',
  'taskConflict',
  'taskRejected',
  'tasksFull',
  'undoTooLate',
  'pageUnsupported',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/**
 * The only form of a failure that leaves the background: a code and plain data, never a stack, a server's text or a
 * secret.
 */
export interface SafeError {
  code: ErrorCode;
  /** Values for the sentence: a field, a fault, a number of seconds. */
  data?: Record<string, string | number>;
}

/** An error with a code. It becomes a {@link SafeError}. Its message is for developers and never crosses a wire. */
export class CodedError extends Error {
  readonly code: ErrorCode;
  readonly data: SafeError['data'];

  constructor(code: ErrorCode, data?: SafeError['data'], options?: ErrorOptions) {
    super(code, options);
    this.name = 'CodedError';
    this.code = code;
    this.data = data;
  }
}

/** Whether a thrown value has one of these codes. */
export const hasCode = (error: unknown, ...codes: readonly ErrorCode[]): error is CodedError =>
  error instanceof CodedError && codes.includes(error.code);

/** For `catch`: ignores a coded failure, and rethrows a defect. */
export function unlessDefect(error: unknown): void {
  if (!(error instanceof CodedError)) throw error;
}

/** Converts any thrown value to a {@link SafeError}. An error without a code becomes `internal`, without data. */
export function toSafeError(error: unknown): SafeError {
  if (!(error instanceof CodedError)) return { code: 'internal' };
  return error.data ? { code: error.code, data: error.data } : { code: error.code };
}
