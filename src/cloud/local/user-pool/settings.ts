/** The user pool's and its client's properties from the template, as rules. What is not understood is refused by name. */
import * as v from 'valibot';
import { type PasswordPolicy, passwordPolicy } from '../../../contract/password.ts';

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
  passwordPolicy: PasswordPolicy;
  requiredAttributes: readonly string[];
  knownAttributes: ReadonlySet<string>;
  writableAttributes: ReadonlySet<string>;
  readableAttributes: ReadonlySet<string>;
  mail: { subject: string; body: string };
  flows: { srp: boolean; refresh: boolean };
  /** Answers about an unknown user as about a known one. */
  hidesUsers: boolean;
  revocation: boolean;
  /** Seconds. */
  validity: { idToken: number; accessToken: number; refreshToken: number; challenge: number };
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

const flag = v.optional(v.boolean());
const count = v.optional(v.pipe(v.number(), v.integer()));
const withoutEffectHere = v.optional(v.unknown());

const poolProperties = v.strictObject({
  UserPoolName: withoutEffectHere,
  UserPoolTags: withoutEffectHere,
  UserPoolTier: withoutEffectHere,
  DeletionProtection: withoutEffectHere,
  AccountRecoverySetting: withoutEffectHere,
  UserAttributeUpdateSettings: withoutEffectHere,
  SmsVerificationMessage: withoutEffectHere,
  MfaConfiguration: v.optional(v.literal('OFF')),
  AdminCreateUserConfig: v.optional(v.strictObject({ AllowAdminCreateUserOnly: flag })),
  AliasAttributes: v.optional(v.array(v.literal('email')), []),
  AutoVerifiedAttributes: v.optional(v.array(v.literal('email')), []),
  UsernameConfiguration: v.optional(v.strictObject({ CaseSensitive: flag })),
  EmailVerificationMessage: v.optional(v.string()),
  EmailVerificationSubject: v.optional(v.string()),
  VerificationMessageTemplate: v.optional(
    v.strictObject({
      DefaultEmailOption: v.optional(v.literal('CONFIRM_WITH_CODE')),
      EmailMessage: v.optional(v.string()),
      EmailSubject: v.optional(v.string()),
      SmsMessage: withoutEffectHere,
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
          TemporaryPasswordValidityDays: withoutEffectHere,
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
const flows = ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] as const;

const clientProperties = v.strictObject({
  UserPoolId: withoutEffectHere,
  ClientName: withoutEffectHere,
  // Without OAuth flows there is no hosted sign-in that these could change.
  AllowedOAuthFlowsUserPoolClient: v.optional(v.literal(false)),
  SupportedIdentityProviders: v.optional(v.array(v.literal('COGNITO'))),
  GenerateSecret: v.optional(v.literal(false)),
  ExplicitAuthFlows: v.optional(v.array(v.picklist(flows)), [...flows]),
  EnableTokenRevocation: v.optional(v.boolean(), true),
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
}

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
