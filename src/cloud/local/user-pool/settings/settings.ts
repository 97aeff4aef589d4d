/** Parses the properties of the user pool and its client into settings. An unknown property is refused by name. */

import * as v from 'valibot';
import { userPoolProvider } from '../../../../contract/configuration.ts';
import { type PasswordPolicy, passwordPolicy } from '../../../../domain/password.ts';
import { type OidcProvider, readProviders } from './providers.ts';
import { clientProperties, groupProperties, poolProperties, understand } from './template-properties.ts';
import type { UserPoolTemplate } from './user-pool-template.ts';

export type Verifiable = 'email' | 'phone_number';
export type MfaMethod = 'SMS_MFA' | 'SOFTWARE_TOKEN_MFA';
export type TriggerName = 'PostConfirmation' | 'PostAuthentication' | 'CustomMessage';

export interface UserPoolSettings {
  region: string;
  /** As the template has them, for the operations that describe the pool. */
  properties: { pool: Readonly<Record<string, unknown>>; client: Readonly<Record<string, unknown>> };
  poolId: string;
  clientId: string;
  /** `iss` of every token. */
  issuer: string;
  selfSignUp: boolean;
  caseSensitive: boolean;
  /** Whether a person may sign in with a verified e-mail address. */
  emailIsAlias: boolean;
  /** Whether a person may sign in with a preferred username. */
  preferredNameIsAlias: boolean;
  /** Addresses that get a code at once, to be verified. */
  verifies: readonly Verifiable[];
  /** Attributes whose old value stays until the new one is verified. */
  keepsOriginal: readonly Verifiable[];
  mfa: { mode: 'off' | 'optional' | 'required'; methods: readonly MfaMethod[] };
  /** Groups of the template, with their precedence. */
  groups: ReadonlyMap<string, { description: string; precedence: number | null }>;
  /** ARNs of the functions that the pool calls. */
  triggers: Readonly<Partial<Record<TriggerName, string>>>;
  temporaryPasswordDays: number;
  passwordPolicy: PasswordPolicy;
  requiredAttributes: readonly string[];
  knownAttributes: ReadonlySet<string>;
  writableAttributes: ReadonlySet<string>;
  readableAttributes: ReadonlySet<string>;
  mail: { subject: string; body: string };
  /** Text messages with a code: one to verify the number, one to sign in. */
  sms: { verification: string; authentication: string };
  /** Addresses for codes of a forgotten password: the first verified one is used. */
  recovery: readonly Verifiable[];
  /** Each refresh ends the old refresh token after this many seconds; null if tokens are not rotated. */
  rotation: { graceSeconds: number } | null;
  flows: { srp: boolean; refresh: boolean; password: boolean; adminPassword: boolean };
  /** The app client's secret; null if it has none, as a browser extension's should. */
  clientSecret: string | null;
  /** Whether sign-ins make devices, and who decides that one is remembered; null if devices are not tracked. */
  devices: { rememberedByUser: boolean } | null;
  /** The client's rights at the hosted sign-in; null if it has none. */
  oauth: OAuthClient | null;
  /** The ways to sign in at the hosted pages. */
  passwords: boolean;
  providers: readonly OidcProvider[];
  /** Answers about an unknown user as about a known one. */
  hidesUsers: boolean;
  revocation: boolean;
  /** Seconds. */
  validity: { idToken: number; accessToken: number; refreshToken: number; challenge: number };
}

export interface OAuthClient {
  flows: readonly 'code'[];
  scopes: readonly string[];
  callbackUrls: readonly string[];
  logoutUrls: readonly string[];
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html */
export const standardAttributes = [
  ...[
    'address',
    'birthdate',
    'email',
    'family_name',
    'gender',
    'given_name',
    'locale',
    'middle_name',
    'name',
  ],
  ...[
    'nickname',
    'phone_number',
    'picture',
    'preferred_username',
    'profile',
    'updated_at',
    'website',
    'zoneinfo',
  ],
];
const verifiedFlags = ['email_verified', 'phone_number_verified'];

/** @throws Error with each property, or value of one, that the local cloud does not support */
export function readSettings(template: UserPoolTemplate): UserPoolSettings {
  const { region } = template;
  const pool = understand('AWS::Cognito::UserPool', poolProperties, template.userPool.properties);
  const client = understand(
    'AWS::Cognito::UserPoolClient',
    clientProperties,
    template.userPoolClient.properties,
  );
  const custom = pool.Schema.map((one) => one.Name).filter((name) => !standardAttributes.includes(name));
  const known = [...standardAttributes, ...custom.map((name) => `custom:${name}`)];
  const policy = pool.Policies?.PasswordPolicy;
  const units = client.TokenValidityUnits;
  return {
    region,
    properties: { pool: template.userPool.properties, client: template.userPoolClient.properties },
    poolId: template.userPool.id,
    clientId: template.userPoolClient.id,
    issuer: `https://${userPoolProvider(template.userPool.id)}`,
    selfSignUp: pool.AdminCreateUserConfig?.AllowAdminCreateUserOnly !== true,
    caseSensitive: pool.UsernameConfiguration?.CaseSensitive ?? true,
    emailIsAlias: pool.AliasAttributes.includes('email'),
    preferredNameIsAlias: pool.AliasAttributes.includes('preferred_username'),
    verifies: pool.AutoVerifiedAttributes,
    keepsOriginal: pool.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [],
    mfa: { mode: mfaModes[pool.MfaConfiguration], methods: pool.EnabledMfas },
    groups: new Map(
      (template.userPoolGroups ?? []).map((properties) => {
        const group = understand('AWS::Cognito::UserPoolGroup', groupProperties, properties);
        return [group.GroupName, { description: group.Description, precedence: group.Precedence ?? null }];
      }),
    ),
    triggers: pool.LambdaConfig,
    temporaryPasswordDays: policy?.TemporaryPasswordValidityDays ?? 7,
    sms: {
      verification:
        pool.VerificationMessageTemplate.SmsMessage ??
        pool.SmsVerificationMessage ??
        'Your confirmation code is {####}',
      authentication: pool.SmsAuthenticationMessage,
    },
    recovery: recoveryOf(pool.AccountRecoverySetting?.RecoveryMechanisms),
    rotation:
      client.RefreshTokenRotation.Feature === 'ENABLED'
        ? { graceSeconds: client.RefreshTokenRotation.RetryGracePeriodSeconds ?? 0 }
        : null,
    passwordPolicy: v.parse(passwordPolicy, {
      minimumLength: policy?.MinimumLength,
      // A given policy requires only the rules that it names; a pool without a policy requires all of them.
      requireLowercase: policy ? (policy.RequireLowercase ?? false) : true,
      requireUppercase: policy ? (policy.RequireUppercase ?? false) : true,
      requireNumbers: policy ? (policy.RequireNumbers ?? false) : true,
      requireSymbols: policy ? (policy.RequireSymbols ?? false) : true,
    }),
    requiredAttributes: pool.Schema.filter((one) => one.Required).map((one) => one.Name),
    knownAttributes: new Set(known),
    writableAttributes: new Set(client.WriteAttributes ?? known),
    readableAttributes: new Set(client.ReadAttributes ?? [...known, ...verifiedFlags]),
    mail: {
      subject:
        pool.VerificationMessageTemplate.EmailSubject ??
        pool.EmailVerificationSubject ??
        'Your verification code',
      body:
        pool.VerificationMessageTemplate.EmailMessage ??
        pool.EmailVerificationMessage ??
        'Your confirmation code is {####}',
    },
    flows: {
      srp: client.ExplicitAuthFlows.includes('ALLOW_USER_SRP_AUTH'),
      refresh: client.ExplicitAuthFlows.includes('ALLOW_REFRESH_TOKEN_AUTH'),
      password: client.ExplicitAuthFlows.includes('ALLOW_USER_PASSWORD_AUTH'),
      adminPassword: client.ExplicitAuthFlows.includes('ALLOW_ADMIN_USER_PASSWORD_AUTH'),
    },
    clientSecret: client.GenerateSecret ? (template.clientSecret ?? null) : null,
    devices: pool.DeviceConfiguration
      ? { rememberedByUser: pool.DeviceConfiguration.DeviceOnlyRememberedOnUserPrompt }
      : null,
    oauth: client.AllowedOAuthFlowsUserPoolClient
      ? {
          flows: client.AllowedOAuthFlows,
          scopes: client.AllowedOAuthScopes,
          callbackUrls: client.CallbackURLs,
          logoutUrls: client.LogoutURLs,
        }
      : null,
    passwords: client.SupportedIdentityProviders.includes('COGNITO'),
    providers: readProviders(template).filter(({ name }) => client.SupportedIdentityProviders.includes(name)),
    hidesUsers: client.PreventUserExistenceErrors === 'ENABLED',
    revocation: client.EnableTokenRevocation,
    validity: {
      idToken: seconds(client.IdTokenValidity ?? 1, units.IdToken ?? 'hours'),
      accessToken: seconds(client.AccessTokenValidity ?? 1, units.AccessToken ?? 'hours'),
      refreshToken: seconds(client.RefreshTokenValidity ?? 30, units.RefreshToken ?? 'days'),
      challenge: client.AuthSessionValidity * 60,
    },
  };
}

/** The default asks the phone first. */
function recoveryOf(
  mechanisms: readonly { Name: string; Priority: number }[] = [
    { Name: 'verified_phone_number', Priority: 1 },
    { Name: 'verified_email', Priority: 2 },
  ],
): Verifiable[] {
  const byPriority = [...mechanisms].sort((one, other) => one.Priority - other.Priority);
  return byPriority.flatMap(({ Name }): Verifiable[] => {
    if (Name === 'verified_email') return ['email'];
    return Name === 'verified_phone_number' ? ['phone_number'] : [];
  });
}

const mfaModes = { OFF: 'off', OPTIONAL: 'optional', ON: 'required' } as const;

const secondsOf = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };
const seconds = (amount: number, of: keyof typeof secondsOf) => amount * secondsOf[of];
