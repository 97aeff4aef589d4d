/** Properties of the user pool's resources that the local cloud supports. An unknown one is refused by name. */
import * as v from 'valibot';

const verifiable = v.picklist(['email', 'phone_number']);
const flag = v.optional(v.boolean());
const count = v.optional(v.pipe(v.number(), v.integer()));
const withoutEffectHere = v.optional(v.unknown());

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpool.html */
export const poolProperties = v.strictObject({
  UserPoolName: withoutEffectHere,
  UserPoolTags: withoutEffectHere,
  UserPoolTier: withoutEffectHere,
  DeletionProtection: withoutEffectHere,
  AccountRecoverySetting: v.optional(
    v.strictObject({
      RecoveryMechanisms: v.array(
        v.strictObject({
          Name: v.picklist(['verified_email', 'verified_phone_number', 'admin_only']),
          Priority: v.number(),
        }),
      ),
    }),
  ),
  UserAttributeUpdateSettings: v.optional(
    v.strictObject({ AttributesRequireVerificationBeforeUpdate: v.array(verifiable) }),
  ),
  SmsVerificationMessage: v.optional(v.string()),
  SmsAuthenticationMessage: v.optional(v.string(), 'Your authentication code is {####}.'),
  // The role that lets Cognito publish: here, text messages go to the inbox.
  SmsConfiguration: withoutEffectHere,
  MfaConfiguration: v.optional(v.picklist(['OFF', 'OPTIONAL', 'ON']), 'OFF'),
  EnabledMfas: v.optional(v.array(v.picklist(['SMS_MFA', 'SOFTWARE_TOKEN_MFA'])), []),
  DeviceConfiguration: v.optional(
    v.strictObject({
      // A remembered device does not stand in for a second factor here.
      ChallengeRequiredOnNewDevice: v.optional(v.literal(false)),
      DeviceOnlyRememberedOnUserPrompt: v.optional(v.boolean(), false),
    }),
  ),
  LambdaConfig: v.optional(
    v.strictObject({
      PostConfirmation: v.optional(v.string()),
      PostAuthentication: v.optional(v.string()),
      CustomMessage: v.optional(v.string()),
    }),
    {},
  ),
  AdminCreateUserConfig: v.optional(v.strictObject({ AllowAdminCreateUserOnly: flag })),
  AliasAttributes: v.optional(v.array(v.picklist(['email', 'preferred_username'])), []),
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
const usualFlows = ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] as const;
const flows = [...usualFlows, 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH'] as const;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolclient.html */
export const clientProperties = v.strictObject({
  UserPoolId: withoutEffectHere,
  ClientName: withoutEffectHere,
  AllowedOAuthFlowsUserPoolClient: v.optional(v.boolean(), false),
  AllowedOAuthFlows: v.optional(v.array(v.literal('code')), []),
  AllowedOAuthScopes: v.optional(v.array(v.picklist(oAuthScopes)), []),
  CallbackURLs: v.optional(v.array(v.string()), []),
  LogoutURLs: v.optional(v.array(v.string()), []),
  SupportedIdentityProviders: v.optional(v.array(v.string()), ['COGNITO']),
  GenerateSecret: v.optional(v.boolean(), false),
  ExplicitAuthFlows: v.optional(v.array(v.picklist(flows)), [...usualFlows]),
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

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolidentityprovider.html */
export const providerProperties = v.strictObject({
  UserPoolId: withoutEffectHere,
  ProviderName: v.string(),
  ProviderType: v.literal('OIDC'),
  ProviderDetails: v.strictObject({
    client_id: v.string(),
    client_secret: v.string(),
    oidc_issuer: v.pipe(v.string(), v.url()),
    authorize_scopes: v.string(),
    attributes_request_method: v.picklist(['GET', 'POST']),
  }),
  AttributeMapping: v.optional(v.record(v.string(), v.string()), {}),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolgroup.html */
export const groupProperties = v.strictObject({
  UserPoolId: withoutEffectHere,
  GroupName: v.string(),
  Description: v.optional(v.string(), ''),
  Precedence: v.optional(v.number()),
});

/** @throws Error with each property, or value of one, that the local cloud does not support */
export function understand<S extends v.GenericSchema>(
  resource: string,
  schema: S,
  properties: unknown,
): v.InferOutput<S> {
  const parsed = v.safeParse(schema, properties);
  if (parsed.success) return parsed.output;
  const faults = parsed.issues.map((issue) => `${v.getDotPath(issue) ?? 'it'}: ${issue.message}`);
  throw new Error(`The local cloud does not support this ${resource}:\n  ${faults.join('\n  ')}`);
}
