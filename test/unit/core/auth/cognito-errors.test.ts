import { describe, expect, it } from 'vitest';
import { CodedError } from '../../../../src/contract/errors.ts';
import { cognitoError } from '../../../../src/core/auth/cognito-errors.ts';

const thrown = (name: string, message = 'Ein übersetzter Text') =>
  Object.assign(new Error(message), { name, code: name });

/**
 * The errors that each operation documents, without their ending.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_Operations.html
 */
const common = 'Forbidden InternalError InvalidParameter ResourceNotFound TooManyRequests';
const ofPerson = `${common} NotAuthorized PasswordResetRequired UserNotConfirmed UserNotFound`;
const triggers = 'InvalidLambdaResponse UnexpectedLambda UserLambdaValidation';
const sending =
  'CodeDeliveryFailure InvalidEmailRoleAccessPolicy InvalidSmsRoleAccessPolicy InvalidSmsRoleTrustRelationship LimitExceeded';
const documented = {
  SignUp: `${common} ${triggers} ${sending} InvalidPassword NotAuthorized UsernameExists`,
  ConfirmSignUp: `${common} ${triggers} AliasExists CodeMismatch ExpiredCode LimitExceeded NotAuthorized TooManyFailedAttempts UserNotFound`,
  ResendConfirmationCode: `${common} ${triggers} ${sending} NotAuthorized UserNotFound`,
  InitiateAuth: `${ofPerson} ${triggers} InvalidEmailRoleAccessPolicy InvalidSmsRoleAccessPolicy InvalidSmsRoleTrustRelationship InvalidUserPoolConfiguration UnsupportedOperation`,
  RespondToAuthChallenge: `${ofPerson} ${triggers} AliasExists CodeMismatch ExpiredCode InvalidEmailRoleAccessPolicy InvalidPassword InvalidSmsRoleAccessPolicy InvalidSmsRoleTrustRelationship InvalidUserPoolConfiguration MFAMethodNotFound PasswordHistoryPolicyViolation SoftwareTokenMFANotFound`,
  ForgotPassword: `${common} ${triggers} ${sending} NotAuthorized UserNotFound`,
  ConfirmForgotPassword: `${common} ${triggers} CodeMismatch ExpiredCode InvalidPassword LimitExceeded NotAuthorized PasswordHistoryPolicyViolation TooManyFailedAttempts UserNotConfirmed UserNotFound`,
  ChangePassword: `${ofPerson} InvalidPassword LimitExceeded PasswordHistoryPolicyViolation`,
  GetUser: ofPerson,
  UpdateUserAttributes: `${ofPerson} ${triggers} ${sending} AliasExists CodeMismatch ExpiredCode`,
  GetUserAttributeVerificationCode: `${ofPerson} ${triggers} ${sending}`,
  VerifyUserAttribute: `${ofPerson} AliasExists CodeMismatch ExpiredCode LimitExceeded`,
  AssociateSoftwareToken: `Forbidden InternalError InvalidParameter NotAuthorized ResourceNotFound ConcurrentModification SoftwareTokenMFANotFound`,
  VerifySoftwareToken: `${ofPerson} CodeMismatch EnableSoftwareTokenMFA InvalidUserPoolConfiguration SoftwareTokenMFANotFound`,
  SetUserMFAPreference: `Forbidden InternalError InvalidParameter NotAuthorized PasswordResetRequired ResourceNotFound UserNotConfirmed UserNotFound`,
  DeleteUser: ofPerson,
  GlobalSignOut: `Forbidden InternalError InvalidParameter NotAuthorized PasswordResetRequired ResourceNotFound TooManyRequests UserNotConfirmed`,
  RevokeToken:
    'Forbidden InternalError InvalidParameter TooManyRequests Unauthorized UnsupportedOperation UnsupportedTokenType',
  GetTokensFromRefreshToken: `${common} ${triggers} NotAuthorized RefreshTokenReuse UserNotFound`,
};
/** Cognito's own troubles, which pass. */
const passing = new Set([
  'InternalError',
  'ConcurrentModification',
  'InvalidLambdaResponse',
  'UnexpectedLambda',
  'RefreshTokenReuse',
]);

describe('Cognito’s errors', () => {
  it.each([
    ['UsernameExistsException', 'register', 'usernameTaken'],
    ['AliasExistsException', 'confirm', 'emailTaken'],
    ['InvalidPasswordException', 'register', 'passwordRejected'],
    ['NotAuthorizedException', 'register', 'registrationClosed'],
    ['CodeMismatchException', 'confirm', 'codeMismatch'],
    ['ExpiredCodeException', 'confirm', 'codeExpired'],
    ['NotAuthorizedException', 'confirm', 'alreadyConfirmed'],
    ['NotAuthorizedException', 'signIn', 'wrongCredentials'],
    ['UserNotFoundException', 'signIn', 'userNotFound'],
    ['UserNotConfirmedException', 'signIn', 'userNotConfirmed'],
    ['LimitExceededException', 'resend', 'limitExceeded'],
    ['InvalidParameterException', 'resend', 'alreadyConfirmed'],
    ['InvalidParameterException', 'register', 'parameterRejected'],
    ['TooManyFailedAttemptsException', 'confirm', 'tooManyAttempts'],
    ['TooManyRequestsException', 'signIn', 'throttled'],
    ['ResourceNotFoundException', 'signIn', 'configurationInvalid'],
    ['InternalErrorException', 'signIn', 'serverError'],
    ['NetworkError', 'signIn', 'offline'],
  ] as const)('%s at %s is %s, whatever its text', (name, step, code) => {
    expect(cognitoError(thrown(name), step).code).toBe(code);
  });

  it.each([
    'NotAuthorizedException',
    'TokenRevokedException',
    'UserNotFoundException',
    'PasswordResetRequiredException',
    'UserNotConfirmedException',
    'RefreshTokenReuseException',
  ])('%s at a refresh ends the session', (name) => {
    expect(cognitoError(thrown(name), 'refresh').code).toBe('sessionEnded');
  });

  it.each(['TooManyRequestsException', 'InternalErrorException', 'NetworkError', 'SomethingNew'])(
    '%s at a refresh does not end the session',
    (name) => {
      expect(cognitoError(thrown(name), 'refresh').code).not.toBe('sessionEnded');
    },
  );

  it('knows the lock-out by its text, for it has no code of its own', () => {
    expect(cognitoError(thrown('NotAuthorizedException', 'Password attempts exceeded'), 'signIn').code).toBe(
      'tooManyAttempts',
    );
  });

  it('calls a garbled answer what it is', () => {
    expect(cognitoError(new TypeError('x is undefined'), 'signIn').code).toBe('badAnswer');
    expect(cognitoError(undefined, 'signIn').code).toBe('badAnswer');
  });

  it.each(Object.entries(documented))('has a code of our own for each error of %s', (_, names) => {
    for (const name of names.trim().split(/\s+/)) {
      const { code } = cognitoError(thrown(`${name}Exception`), 'account');
      expect({ name, code }).not.toEqual({ name, code: 'badAnswer' });
      if (!passing.has(name)) expect({ name, code }).not.toEqual({ name, code: 'serverError' });
    }
  });

  it.each([
    ['NotAuthorizedException', 'challenge', 'challengeExpired'],
    ['CodeMismatchException', 'challenge', 'factorCodeWrong'],
    ['ExpiredCodeException', 'challenge', 'challengeExpired'],
    ['InvalidPasswordException', 'challenge', 'passwordRejected'],
    ['EnableSoftwareTokenMFAException', 'challenge', 'factorCodeWrong'],
    ['NotAuthorizedException', 'forgot', 'resetImpossible'],
    ['InvalidParameterException', 'forgot', 'resetImpossible'],
    ['InvalidParameterException', 'reset', 'parameterRejected'],
    ['CodeMismatchException', 'reset', 'codeMismatch'],
    ['NotAuthorizedException', 'changePassword', 'wrongPassword'],
    ['LimitExceededException', 'changePassword', 'limitExceeded'],
    ['NotAuthorizedException', 'account', 'signInAgain'],
    ['CodeMismatchException', 'account', 'codeMismatch'],
    ['EnableSoftwareTokenMFAException', 'authenticator', 'factorCodeWrong'],
    ['SoftwareTokenMFANotFoundException', 'account', 'factorUnavailable'],
  ] as const)('%s at %s is %s', (name, step, code) => {
    expect(cognitoError(thrown(name), step).code).toBe(code);
  });

  it('leaves our own errors alone', () => {
    const own = new CodedError('timeout');
    expect(cognitoError(own, 'signIn')).toBe(own);
  });
});
