/** The user pool's and its client's properties from the template, as rules. What is not understood is refused by name. */
import * as v from 'valibot';
import { type PasswordPolicy, passwordPolicy } from '../../../contract/password.ts';

export type Verifiable = 'email' | 'phone_number';
export type MfaMethod = 'SMS_MFA' | 'SOFTWARE_TOKEN_MFA';
export type TriggerName = 'PostConfirmation' | 'PostAuthentication' | 'CustomMessage';

export interface UserPoolSettings {
  region: string;
  poolId: string;
  clientId: string;
  /** `iss` of every token. */
  issuer: string;
  selfSignUp: boolean;
  caseSensitive: boolean;
  /** Whether a verified e-mail address signs in. */
  emailIsAlias: boolean;
  verifiesEmail: boolean;
  /** Codes go out by text message too. */
  verifiesPhone: boolean;
  /** Attributes whose old value stays until the new one is verified. */
  keepsOriginal: readonly Verifiable[];
  mfa: { mode: 'off' | 'optional' | 'required'; methods: readonly MfaMethod[] };
  /** Groups that the template makes, with their precedence. */
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
  /** Text message with a code. */
  sms: string;
  /** Each refresh ends the old refresh token after this many seconds; null where they stay. */
  rotation: { graceSeconds: number } | null;
  flows: { srp: boolean; refresh: boolean };
  /** What the hosted sign-in may do; null where the client has none. */
  oauth: OAuthClient | null;
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
const standardAttributes = [
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

const verifiable = v.picklist(['email', 'phone_number']);
const flag = v.optional(v.boolean());
const count = v.optional(v.pipe(v.number(), v.integer()));
const withoutEffectHere = v.optional(v.unknown());

const poolProperties = v.strictObject({
  UserPoolName: withoutEffectHere,
  UserPoolTags: withoutEffectHere,
  UserPoolTier: withoutEffectHere,
  DeletionProtection: withoutEffectHere,
  AccountRecoverySetting: withoutEffectHere,
  UserAttributeUpdateSettings: v.optional(
    v.strictObject({ AttributesRequireVerificationBeforeUpdate: v.array(verifiable) }),
  ),
  SmsVerificationMessage: v.optional(v.string()),
  // The role that lets Cognito publish: text messages end in the inbox here.
  SmsConfiguration: withoutEffectHere,
  MfaConfiguration: v.optional(v.picklist(['OFF', 'OPTIONAL', 'ON']), 'OFF'),
  EnabledMfas: v.optional(v.array(v.picklist(['SMS_MFA', 'SOFTWARE_TOKEN_MFA'])), []),
  LambdaConfig: v.optional(
    v.strictObject({
      PostConfirmation: v.optional(v.string()),
      PostAuthentication: v.optional(v.string()),
      CustomMessage: v.optional(v.string()),
    }),
    {},
  ),
  AdminCreateUserConfig: v.optional(v.strictObject({ AllowAdminCreateUserOnly: flag })),
  AliasAttributes: v.optional(v.array(v.literal('email')), []),
  AutoVerifiedAttributes: v.optional(v.array(verifiable), []),
  UsernameConfiguration: v.optional(v.strictObject({ CaseSensitive: flag })),
  EmailVerificationMessage: v.optional(v.string()),
  EmailVerificationSubject: v.optional(v.string()),
  VerificationMessageTemplate: v.optional(
    v.strictObject({
      DefaultEmailOption: v.optional(v.literal('CONFIRM_WITH_CODE')),
      EmailMessage: v.optional(v.string()),
      EmailSubject: v.optional(v.string()),
      SmsMessage: v.optional(v.string()),
    }),
    {},
  ),
  Policies: v.optional(
    v.strictObject({
      PasswordPolicy: v.optional(
        v.strictObject({
          MinimumLength: count,
          RequireLowercase: flag,
          RequireUppercase: flag,
          RequireNumbers: flag,
          RequireSymbols: flag,
          TemporaryPasswordValidityDays: count,
        }),
      ),
    }),
  ),
  Schema: v.optional(
    v.array(
      v.strictObject({
        Name: v.string(),
        Required: flag,
        Mutable: withoutEffectHere,
        AttributeDataType: v.optional(v.literal('String')),
      }),
    ),
    [],
  ),
});

const unit = v.optional(v.picklist(['seconds', 'minutes', 'hours', 'days']));
const oAuthScopes = ['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin'] as const;
const flows = ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] as const;

const clientProperties = v.strictObject({
  UserPoolId: withoutEffectHere,
  ClientName: withoutEffectHere,
  AllowedOAuthFlowsUserPoolClient: v.optional(v.boolean(), false),
  AllowedOAuthFlows: v.optional(v.array(v.literal('code')), []),
  AllowedOAuthScopes: v.optional(v.array(v.picklist(oAuthScopes)), []),
  CallbackURLs: v.optional(v.array(v.string()), []),
  LogoutURLs: v.optional(v.array(v.string()), []),
  SupportedIdentityProviders: v.optional(v.array(v.literal('COGNITO'))),
  GenerateSecret: v.optional(v.literal(false)),
  ExplicitAuthFlows: v.optional(v.array(v.picklist(flows)), [...flows]),
  EnableTokenRevocation: v.optional(v.boolean(), true),
  RefreshTokenRotation: v.optional(
    v.strictObject({
      Feature: v.picklist(['ENABLED', 'DISABLED']),
      RetryGracePeriodSeconds: v.optional(v.number(), 0),
    }),
    { Feature: 'DISABLED' },
  ),
  PreventUserExistenceErrors: v.optional(v.picklist(['ENABLED', 'LEGACY']), 'LEGACY'),
  ReadAttributes: v.optional(v.array(v.string())),
  WriteAttributes: v.optional(v.array(v.string())),
  AuthSessionValidity: v.optional(v.number(), 3),
  IdTokenValidity: count,
  AccessTokenValidity: count,
  RefreshTokenValidity: count,
  TokenValidityUnits: v.optional(
    v.strictObject({ IdToken: unit, AccessToken: unit, RefreshToken: unit }),
    {},
  ),
});

/** The pool as the resolved template describes it. */
export interface UserPoolTemplate {
  region: string;
  userPool: { id: string; properties: Record<string, unknown> };
  userPoolClient: { id: string; properties: Record<string, unknown> };
  userPoolGroups?: readonly Record<string, unknown>[];
}

const groupProperties = v.strictObject({
  UserPoolId: withoutEffectHere,
  GroupName: v.string(),
  Description: v.optional(v.string(), ''),
  Precedence: v.optional(v.number()),
});

/** @throws Error naming each property, or value of one, that the local cloud does not carry out */
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
    poolId: template.userPool.id,
    clientId: template.userPoolClient.id,
    issuer: `https://cognito-idp.${region}.amazonaws.com/${template.userPool.id}`,
    selfSignUp: pool.AdminCreateUserConfig?.AllowAdminCreateUserOnly !== true,
    caseSensitive: pool.UsernameConfiguration?.CaseSensitive ?? true,
    emailIsAlias: pool.AliasAttributes.includes('email'),
    verifiesEmail: pool.AutoVerifiedAttributes.includes('email'),
    verifiesPhone: pool.AutoVerifiedAttributes.includes('phone_number'),
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
    sms:
      pool.VerificationMessageTemplate.SmsMessage ??
      pool.SmsVerificationMessage ??
      'Your confirmation code is {####}',
    rotation:
      client.RefreshTokenRotation.Feature === 'ENABLED'
        ? { graceSeconds: client.RefreshTokenRotation.RetryGracePeriodSeconds ?? 0 }
        : null,
    passwordPolicy: v.parse(passwordPolicy, {
      minimumLength: policy?.MinimumLength,
      // A policy that is given asks only for what it names; a pool without one asks for all of it.
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
    },
    oauth: client.AllowedOAuthFlowsUserPoolClient
      ? {
          flows: client.AllowedOAuthFlows,
          scopes: client.AllowedOAuthScopes,
          callbackUrls: client.CallbackURLs,
          logoutUrls: client.LogoutURLs,
        }
      : null,
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

const mfaModes = { OFF: 'off', OPTIONAL: 'optional', ON: 'required' } as const;

function understand<S extends v.GenericSchema>(
  resource: string,
  schema: S,
  properties: unknown,
): v.InferOutput<S> {
  const parsed = v.safeParse(schema, properties);
  if (parsed.success) return parsed.output;
  const faults = parsed.issues.map((issue) => `${v.getDotPath(issue) ?? 'it'}: ${issue.message}`);
  throw new Error(`The local cloud does not support this ${resource}:\n  ${faults.join('\n  ')}`);
}

const secondsOf = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };
const seconds = (amount: number, of: keyof typeof secondsOf) => amount * secondsOf[of];
