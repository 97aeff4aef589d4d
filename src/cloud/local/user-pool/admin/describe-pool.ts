/** Operations that describe the pool and its app client. Everything in their answers is in the template. */
import * as v from 'valibot';
import { type Operation, operation, text } from '../../server/operation.ts';
import { clientId } from '../members.ts';
import { type Pool, requireClient } from '../pool.ts';
import { standardAttributes } from '../settings/settings.ts';
import { poolId, requirePool } from './admin-user.ts';

type Properties = Readonly<Record<string, unknown>>;

export function descriptionOperations(pool: Pool): Map<string, Operation> {
  return new Map([
    ['DescribeUserPool', describePool(pool)],
    ['DescribeUserPoolClient', describeClient(pool)],
    ['GetUserPoolMfaConfig', mfaConfig(pool)],
    ['ListUserPools', listPools(pool)],
    ['ListUserPoolClients', listClients(pool)],
  ]);
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPool.html */
const describePool = (pool: Pool): Operation =>
  operation(v.object({ UserPoolId: poolId }), async (input) => {
    requirePool(pool, input.UserPoolId);
    const { settings, users } = pool;
    // EnabledMfas is CloudFormation's own; the service tells of it in GetUserPoolMfaConfig.
    const { UserPoolName, Schema: _, EnabledMfas: __, ...same } = settings.properties.pool;
    return {
      UserPool: {
        UserPoolTier: 'ESSENTIALS',
        MfaConfiguration: 'OFF',
        ...same,
        Id: settings.poolId,
        Name: UserPoolName ?? settings.poolId,
        SchemaAttributes: schemaOf(pool),
        EstimatedNumberOfUsers: users.all().length,
      },
    };
  });

/** Every attribute of the pool; those that the template does not name are optional. */
function schemaOf({ settings }: Pool) {
  return [...settings.knownAttributes].map((Name) => ({
    Name,
    AttributeDataType: 'String',
    DeveloperOnlyAttribute: false,
    Mutable: true,
    Required: settings.requiredAttributes.includes(Name),
    ...(standardAttributes.includes(Name)
      ? { StringAttributeConstraints: { MinLength: '0', MaxLength: '2048' } }
      : {}),
  }));
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolClient.html */
const describeClient = (pool: Pool): Operation =>
  operation(v.object({ UserPoolId: poolId, ClientId: clientId }), async (input) => {
    requirePool(pool, input.UserPoolId);
    requireClient(pool, input.ClientId);
    const { settings } = pool;
    const { GenerateSecret: _, ...same } = settings.properties.client;
    const defaults = {
      RefreshTokenValidity: 30,
      AuthSessionValidity: 3,
      EnableTokenRevocation: true,
      AllowedOAuthFlowsUserPoolClient: false,
      PreventUserExistenceErrors: 'LEGACY',
    };
    return {
      UserPoolClient: {
        ...defaults,
        ...same,
        UserPoolId: settings.poolId,
        ClientId: settings.clientId,
        ClientName: nameOfClient(settings.properties.client, settings.clientId),
      },
    };
  });

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserPoolMfaConfig.html */
const mfaConfig = (pool: Pool): Operation =>
  operation(v.object({ UserPoolId: poolId }), async (input) => {
    requirePool(pool, input.UserPoolId);
    const { mfa, sms, properties } = pool.settings;
    const { MfaConfiguration = 'OFF', SmsConfiguration } = properties.pool;
    return {
      MfaConfiguration,
      ...(mfa.methods.includes('SOFTWARE_TOKEN_MFA')
        ? { SoftwareTokenMfaConfiguration: { Enabled: true } }
        : {}),
      ...(mfa.methods.includes('SMS_MFA')
        ? { SmsMfaConfiguration: { SmsAuthenticationMessage: sms.authentication, SmsConfiguration } }
        : {}),
    };
  });

const page = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most));

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPools.html */
const listPools = ({ settings }: Pool): Operation =>
  operation(v.object({ MaxResults: page(60), NextToken: v.nullish(text(1, 131_072)) }), async () => {
    const { UserPoolName, LambdaConfig = {} } = settings.properties.pool;
    return { UserPools: [{ Id: settings.poolId, Name: UserPoolName ?? settings.poolId, LambdaConfig }] };
  });

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPoolClients.html */
const listClients = (pool: Pool): Operation =>
  operation(v.object({ UserPoolId: poolId, MaxResults: v.nullish(page(60)) }), async (input) => {
    requirePool(pool, input.UserPoolId);
    const { poolId: UserPoolId, clientId: ClientId, properties } = pool.settings;
    return {
      UserPoolClients: [{ UserPoolId, ClientId, ClientName: nameOfClient(properties.client, ClientId) }],
    };
  });

/** CloudFormation makes up a name for a client without one. */
const nameOfClient = ({ ClientName }: Properties, id: string) => ClientName ?? `client-${id}`;
