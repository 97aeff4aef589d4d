import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CodedError } from '../../../../src/contract/errors.ts';
import { cognitoError } from '../../../../src/core/auth/cognito-errors.ts';
import { sourcesIn } from '../../repository/sources.ts';

const thrown = (name: string, message = 'Ein übersetzter Text') =>
  Object.assign(new Error(message), { name, code: name });

/** Every operation of the user pool that the core asks for. */
const operations = sourcesIn('src/core/auth')
  .flatMap(({ code }) => [...code.matchAll(/\b(?:call|ask)\(\s*'([A-Z]\w+)'/g)])
  .map(([, name = '']) => name);

/** The errors that AWS's own client documents of an operation, by their full names. */
function documented(operation: string): string[] {
  const types = import.meta.resolve('@aws-sdk/client-cognito-identity-provider');
  const page = new URL(`../dist-types/commands/${operation}Command.d.ts`, types);
  const thrown = readFileSync(page, 'utf8').matchAll(/@throws \{@link (\w+Exception)\} \(/g);
  return [...thrown].map(([, name = '']) => name);
}

/** Cognito's own troubles, which pass. */
const passing = new Set([
  'InternalErrorException',
  'ConcurrentModificationException',
  'InvalidLambdaResponseException',
  'UnexpectedLambdaException',
  'RefreshTokenReuseException',
]);

describe('Cognito’s errors', () => {
  it.each([
    ['UsernameExistsException', 'register', 'usernameTaken'],
    ['AliasExistsException', 'confirm', 'emailTaken'],
    ['InvalidPasswordException', 'register', 'passwordRejected'],
    ['NotAuthorizedException', 'register', 'registrationClosed'],
    ['CodeMismatchException', 'confirm', 'codeMismatch'],
    ['ExpiredCodeException', 'confirm', 'codeExpired'],
    ['NotAuthorizedException', 'confirm', 'refusedByPool'],
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

  const secret = 'Client abc is configured with secret but SECRET_HASH was not received';
  const disabled = 'User is disabled.';
  const confirmed = 'User cannot be confirmed. Current status is CONFIRMED';
  const expired = 'Temporary password has expired and must be reset by an administrator.';
  it.each([
    ['signIn', 'NotAuthorizedException', 'Password attempts exceeded', 'tooManyAttempts'],
    ['signIn', 'NotAuthorizedException', secret, 'clientUnsuitable'],
    ['register', 'NotAuthorizedException', 'Unable to verify secret hash for client abc', 'clientUnsuitable'],
    ['resend', 'NotAuthorizedException', secret, 'clientUnsuitable'],
    ['forgot', 'NotAuthorizedException', secret, 'clientUnsuitable'],
    [
      'signIn',
      'InvalidParameterException',
      'USER_SRP_AUTH is not enabled for the client.',
      'clientUnsuitable',
    ],
    ['signIn', 'InvalidParameterException', 'Auth flow not enabled for this client', 'clientUnsuitable'],
    ['signIn', 'NotAuthorizedException', expired, 'temporaryPasswordExpired'],
    ['signIn', 'NotAuthorizedException', disabled, 'userDisabled'],
    ['forgot', 'NotAuthorizedException', disabled, 'userDisabled'],
    ['confirm', 'NotAuthorizedException', confirmed, 'alreadyConfirmed'],
    [
      'other',
      'InvalidIdentityPoolConfigurationException',
      'Check assigned IAM roles.',
      'identityPoolUnsuitable',
    ],
  ] as const)('WI12: at %s, %s “%s” is %s', (step, name, message, code) => {
    expect(cognitoError(thrown(name, message), step).code).toBe(code);
  });

  it.each([secret, disabled, 'User cannot be confirmed. Current status is ARCHIVED', ''])(
    'WI12: a refusal at the confirmation is never a success: “%s”',
    (message) => {
      const { code } = cognitoError(thrown('NotAuthorizedException', message), 'confirm');
      expect(code).not.toBe('alreadyConfirmed');
    },
  );

  it('WI12: a way to refresh that is not enabled is told apart from a dead session', () => {
    const failure = thrown('InvalidParameterException', 'REFRESH_TOKEN_AUTH is not enabled for the client.');
    expect(cognitoError(failure, 'refresh').code).toBe('parameterRejected');
  });

  it('calls a garbled answer what it is', () => {
    expect(cognitoError(new TypeError('x is undefined'), 'signIn').code).toBe('badAnswer');
    expect(cognitoError(undefined, 'signIn').code).toBe('badAnswer');
  });

  it.each([...new Set(operations)])('has a code of our own for each error of %s', (operation) => {
    const names = documented(operation);
    expect(names).toContain('InvalidParameterException');
    for (const name of names) {
      const { code } = cognitoError(thrown(name), 'account');
      expect({ name, code }).not.toEqual({ name, code: 'badAnswer' });
      if (!passing.has(name)) expect({ name, code }).not.toEqual({ name, code: 'serverError' });
    }
  });

  it('are looked at for every operation that a person’s steps need', () => {
    expect(new Set(operations).size).toBeGreaterThan(17);
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
