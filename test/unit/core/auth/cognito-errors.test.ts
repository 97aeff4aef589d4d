import { describe, expect, it } from 'vitest';
import { CodedError } from '../../../../src/contract/errors.ts';
import { cognitoError } from '../../../../src/core/auth/cognito-errors.ts';

const thrown = (name: string, message = 'Ein übersetzter Text') =>
  Object.assign(new Error(message), { name, code: name });

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

  it('leaves our own errors alone', () => {
    const own = new CodedError('timeout');
    expect(cognitoError(own, 'signIn')).toBe(own);
  });
});
