import { describe, expect, it } from 'vitest';
import { readSettings } from '../../../../../../src/cloud/local/user-pool/settings/settings.ts';

const read = (pool: Record<string, unknown> = {}, client: Record<string, unknown> = {}) =>
  readSettings({
    region: 'us-east-1',
    userPool: { id: 'us-east-1_AbC123xyz', properties: pool },
    userPoolClient: { id: 'client', properties: client },
  });

describe('the user pool’s properties', () => {
  it('have CloudFormation’s defaults where they are not given', () => {
    expect(read()).toMatchObject({
      issuer: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AbC123xyz',
      selfSignUp: true,
      caseSensitive: true,
      emailIsAlias: false,
      verifies: [],
      hidesUsers: false,
      revocation: true,
      requiredAttributes: [],
      mail: { subject: 'Your verification code', body: 'Your confirmation code is {####}' },
      validity: { idToken: 3600, accessToken: 3600, refreshToken: 30 * 86_400, challenge: 180 },
      passwordPolicy: { minimumLength: 8, requireSymbols: true },
    });
  });

  it('are followed', () => {
    const settings = read(
      {
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
        UsernameConfiguration: { CaseSensitive: false },
        AliasAttributes: ['email'],
        AutoVerifiedAttributes: ['email'],
        Policies: { PasswordPolicy: { MinimumLength: 12, RequireNumbers: true } },
        Schema: [{ Name: 'name', Required: true }, { Name: 'team' }],
        VerificationMessageTemplate: { EmailSubject: 'Hello', EmailMessage: '{####}' },
      },
      {
        ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
        PreventUserExistenceErrors: 'ENABLED',
        EnableTokenRevocation: false,
        IdTokenValidity: 5,
        AccessTokenValidity: 90,
        RefreshTokenValidity: 7,
        TokenValidityUnits: { IdToken: 'minutes', AccessToken: 'seconds', RefreshToken: 'days' },
        ReadAttributes: ['email'],
      },
    );
    expect(settings).toMatchObject({
      selfSignUp: false,
      caseSensitive: false,
      emailIsAlias: true,
      verifies: ['email'],
      hidesUsers: true,
      revocation: false,
      flows: { srp: false, refresh: true },
      requiredAttributes: ['name'],
      mail: { subject: 'Hello', body: '{####}' },
      validity: { idToken: 300, accessToken: 90, refreshToken: 7 * 86_400 },
      passwordPolicy: { minimumLength: 12, requireNumbers: true, requireSymbols: false },
      readableAttributes: new Set(['email']),
    });
    expect(settings.knownAttributes).toContain('custom:team');
  });

  it.each([
    [{ UsernameAttributes: ['email'] }, {}, 'UsernameAttributes'],
    [{ LambdaConfig: { PreSignUp: 'arn' } }, {}, 'LambdaConfig'],
    [{ MfaConfiguration: 'SOMETIMES' }, {}, 'MfaConfiguration'],
    [{ AliasAttributes: ['phone_number'] }, {}, 'AliasAttributes.0'],
    [{ DeviceConfiguration: { ChallengeRequiredOnNewDevice: true } }, {}, 'DeviceConfiguration'],
    [{}, { ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH'] }, 'ExplicitAuthFlows.0'],
    [{}, { RefreshTokenRotation: { Feature: 'SOMETIMES' } }, 'RefreshTokenRotation'],
  ])('are refused by name where the local cloud would get them wrong: %j %j', (pool, client, name) => {
    expect(() => read(pool, client)).toThrow(name);
  });
});
