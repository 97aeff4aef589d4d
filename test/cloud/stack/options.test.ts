import { describe, expect, it } from 'vitest';
import { resourcesOf, type Template } from '../../../src/cloud/stack/assertions/template.ts';
import { faultsOf } from '../../../src/cloud/stack/assertions.ts';
import { templateOf } from './template-of.ts';

/** The template with these options on; each keeps the rules of the stack. */
function stackWith(context: Record<string, string> = {}): Template {
  const template = templateOf(context);
  expect(faultsOf(template)).toEqual([]);
  return template;
}

function the(template: Template, type: string): Record<string, unknown> {
  const [found] = resourcesOf(template, type);
  if (!found) throw new Error(`The stack has no ${type}`);
  return found.properties;
}
const poolOf = (template: Template) => the(template, 'AWS::Cognito::UserPool');
const clientOf = (template: Template) => the(template, 'AWS::Cognito::UserPoolClient');

describe('the options of the stack', () => {
  it('are all off by default: no second factor, no text messages, users told apart from passwords', () => {
    const template = stackWith();
    expect(poolOf(template)).toMatchObject({ MfaConfiguration: 'OFF' });
    expect(poolOf(template)).not.toHaveProperty('SmsConfiguration');
    expect(clientOf(template)).toMatchObject({ PreventUserExistenceErrors: 'LEGACY' });
    expect(JSON.stringify(template)).not.toContain('sns:Publish');
  });

  it('mfa=optional lets people have an authenticator; rotation=on and existenceErrors=hidden change the client', () => {
    const template = stackWith({ mfa: 'optional', rotation: 'on', existenceErrors: 'hidden' });
    expect(poolOf(template)).toMatchObject({
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    });
    const client = clientOf(template);
    expect(client).toMatchObject({
      PreventUserExistenceErrors: 'ENABLED',
      RefreshTokenRotation: { Feature: 'ENABLED' },
    });
    // With rotation on, Cognito refuses a client that allows the old way to refresh.
    expect(client.ExplicitAuthFlows).not.toContain('ALLOW_REFRESH_TOKEN_AUTH');
  });

  it('mfa=required with sms=on wants one from everybody and lets Cognito send text messages; classicFlow=on is for guests', () => {
    const template = stackWith({ mfa: 'required', sms: 'on', classicFlow: 'on' });
    expect(the(template, 'AWS::Cognito::IdentityPool').AllowClassicFlow).toBe(true);
    const pool = poolOf(template);
    expect(pool.MfaConfiguration).toBe('ON');
    expect(new Set([pool.EnabledMfas].flat())).toEqual(new Set(['SOFTWARE_TOKEN_MFA', 'SMS_MFA']));
    expect(pool).toHaveProperty('SmsConfiguration.SnsCallerArn');
    expect(JSON.stringify(template)).toContain('"Action":"sns:Publish"');
  });

  it('LC10: every stage has an access log that ends and tells of no person; accessLogs says otherwise', () => {
    const settings = (template: Template) =>
      resourcesOf(template, 'AWS::ApiGateway::Stage').map(({ properties }) => properties.AccessLogSetting);
    const template = stackWith();
    expect(settings(template)).toHaveLength(3);
    for (const setting of settings(template)) {
      const text = JSON.stringify(setting);
      expect(text).toContain('$context.status');
      expect(text).not.toMatch(/identity|authorizer|sourceIp|userAgent|context\.path|principal/i);
    }
    expect(the(template, 'AWS::ApiGateway::Account')).toHaveProperty('CloudWatchRoleArn');
    const kept = stackWith({ accessLogs: 'accountRole' });
    expect(settings(kept).every(Boolean)).toBe(true);
    expect(resourcesOf(kept, 'AWS::ApiGateway::Account')).toEqual([]);
    expect(settings(stackWith({ accessLogs: 'off' })).some(Boolean)).toBe(false);
  });

  it('requiredAttributes asks newcomers for them beside the e-mail address', () => {
    const pool = poolOf(stackWith({ requiredAttributes: 'name,address' }));
    const required = new Set(
      [pool.Schema].flat().flatMap((one) => {
        const text = JSON.stringify(one);
        return text.includes('"Required":true') ? [/"Name":"(\w+)"/.exec(text)?.[1]] : [];
      }),
    );
    expect(required).toEqual(new Set(['email', 'name', 'address']));
  });

  it('oidc… federates a provider, whose secret is in no template, and needs all of its parts', () => {
    const oidc = { oidcName: 'Acme', oidcIssuer: 'https://idp.example.com', oidcClientId: 'abc' };
    const template = stackWith(oidc);
    expect(the(template, 'AWS::Cognito::UserPoolIdentityProvider')).toMatchObject({
      ProviderName: 'Acme',
      ProviderDetails: {
        oidc_issuer: 'https://idp.example.com',
        client_secret: '{{resolve:secretsmanager:countersign/oidc:SecretString:::}}',
      },
    });
    expect(clientOf(template).SupportedIdentityProviders).toHaveLength(2);
    expect(() => templateOf({ ...oidc, oidcClientId: '' })).toThrow('needs all of');
    expect(() => templateOf({ ...oidc, oidcName: 'A b' })).toThrow('no space');
  });

  it('that are not understood are refused by name, with the values they take', () => {
    expect(() => templateOf({ mfa: 'sometimes' })).toThrow(/"mfa" takes .*, not "sometimes"/);
  });
});
