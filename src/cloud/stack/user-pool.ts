import { Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import {
  AccountRecovery,
  Mfa,
  type StandardAttributes,
  UserPool,
  type UserPoolClient,
  UserPoolGroup,
  VerificationEmailStyle,
} from 'aws-cdk-lib/aws-cognito';
import { adminGroup } from '../../contract/profile-api.ts';
import type { PasswordPolicy } from '../../domain/password.ts';
import { createProviders } from './federation.ts';
import { createHostedUi, oAuthSettings } from './hosted-ui.ts';
import type { StackOptions } from './options.ts';

export interface UserPoolParts {
  pool: UserPool;
  client: UserPoolClient;
  /** Address of the hosted sign-in. */
  hostedUi: string;
}

/** Every rule is written out, because the extension shows them before anything is sent. */
export const passwordPolicy: PasswordPolicy = {
  minimumLength: 8,
  requireLowercase: true,
  requireUppercase: true,
  requireNumbers: true,
  requireSymbols: true,
};

/** CDK's names of the attributes that may be required at registration. */
const attributeNames = {
  address: 'address',
  family_name: 'familyName',
  given_name: 'givenName',
  locale: 'locale',
  name: 'fullname',
  nickname: 'nickname',
  phone_number: 'phoneNumber',
  website: 'website',
} as const satisfies Record<StackOptions['requiredAttributes'][number], keyof StandardAttributes>;

/** Makes the user pool, its group of administrators and the extension's app client, by the options. */
export function createUserPool(stack: Stack, options: StackOptions): UserPoolParts {
  const sms = options.sms === 'on';
  const pool = new UserPool(stack, 'UserPool', {
    selfSignUpEnabled: true,
    signInAliases: { username: true, email: true },
    signInCaseSensitive: false,
    standardAttributes: {
      preferredUsername: { required: false, mutable: true },
      ...Object.fromEntries(
        options.requiredAttributes.map((name) => [attributeNames[name], { required: true, mutable: true }]),
      ),
      email: { required: true, mutable: true },
    },
    autoVerify: { email: true, phone: sms },
    // A new address replaces the old one only after its verification: a typing error locks nobody out.
    keepOriginal: { email: true, phone: sms },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    ...secondFactor(options),
    enableSmsRole: sms,
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
  new UserPoolGroup(stack, 'Admins', {
    userPool: pool,
    groupName: adminGroup,
    description: 'May see the list of users.',
  });

  const { supported, provider } = createProviders(stack, pool, options);
  const client = pool.addClient('ExtensionClient', {
    generateSecret: false,
    authFlows: { userSrp: true },
    oAuth: oAuthSettings(options),
    supportedIdentityProviders: supported,
    enableTokenRevocation: true,
    preventUserExistenceErrors: options.existenceErrors === 'hidden',
    ...(options.rotation === 'on' ? { refreshTokenRotationGracePeriod: Duration.seconds(60) } : {}),
    idTokenValidity: Duration.hours(1),
    accessTokenValidity: Duration.hours(1),
    refreshTokenValidity: Duration.days(30),
    authSessionValidity: Duration.minutes(3),
  });
  if (provider) client.node.addDependency(provider);
  return { pool, client, hostedUi: createHostedUi(stack, pool) };
}

function secondFactor({ mfa, sms }: StackOptions) {
  if (mfa === 'off') return { mfa: Mfa.OFF };
  return {
    mfa: mfa === 'required' ? Mfa.REQUIRED : Mfa.OPTIONAL,
    mfaSecondFactor: { otp: true, sms: sms === 'on' },
  };
}
