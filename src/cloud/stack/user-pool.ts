import { Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import {
  AccountRecovery,
  Mfa,
  UserPool,
  type UserPoolClient,
  VerificationEmailStyle,
} from 'aws-cdk-lib/aws-cognito';
import type { PasswordPolicy } from '../../contract/password.ts';

export interface UserPoolParts {
  pool: UserPool;
  client: UserPoolClient;
}

/** Written out in full, because the extension shows these rules before anything is sent. */
export const passwordPolicy: PasswordPolicy = {
  minimumLength: 8,
  requireLowercase: true,
  requireUppercase: true,
  requireNumbers: true,
  requireSymbols: true,
};

/**
 * The user pool and the extension's app client.
 *
 * Context `existenceErrors=hidden` makes an unknown user look like a wrong password; without it a person who
 * mistypes the username is told so.
 */
export function createUserPool(stack: Stack): UserPoolParts {
  const pool = new UserPool(stack, 'UserPool', {
    selfSignUpEnabled: true,
    signInAliases: { username: true, email: true },
    signInCaseSensitive: false,
    standardAttributes: {
      email: { required: true, mutable: true },
      preferredUsername: { required: false, mutable: true },
    },
    autoVerify: { email: true },
    // A new address replaces the old one only once it is verified: nobody locks themselves out by a typing error.
    keepOriginal: { email: true },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    mfa: Mfa.OFF,
    passwordPolicy: {
      minLength: passwordPolicy.minimumLength,
      requireLowercase: passwordPolicy.requireLowercase,
      requireUppercase: passwordPolicy.requireUppercase,
      requireDigits: passwordPolicy.requireNumbers,
      requireSymbols: passwordPolicy.requireSymbols,
      tempPasswordValidity: Duration.days(7),
    },
    userVerification: {
      emailStyle: VerificationEmailStyle.CODE,
      emailSubject: 'Your Countersign code',
      emailBody: 'Your code for Countersign is {####}. It is valid for 24 hours.',
    },
    removalPolicy: RemovalPolicy.RETAIN,
  });

  const client = pool.addClient('ExtensionClient', {
    generateSecret: false,
    authFlows: { userSrp: true },
    disableOAuth: true,
    enableTokenRevocation: true,
    preventUserExistenceErrors: stack.node.tryGetContext('existenceErrors') === 'hidden',
    idTokenValidity: Duration.hours(1),
    accessTokenValidity: Duration.hours(1),
    refreshTokenValidity: Duration.days(30),
    authSessionValidity: Duration.minutes(3),
  });
  return { pool, client };
}
