import { type TemplateResource, UnsupportedTemplate } from './template.ts';

/**
 * Every resource type and property that the local cloud accepts. `honoured` ones change its behaviour. `harmless` ones
 * have no effect on one machine (descriptions, back-ups, sizes, permissions between services).
 */
const accepted: Record<string, { honoured: string[]; harmless?: string[] }> = {
  'AWS::Cognito::UserPool': {
    honoured: [
      'AccountRecoverySetting',
      'AdminCreateUserConfig',
      'AliasAttributes',
      'AutoVerifiedAttributes',
      'DeviceConfiguration',
      'EmailVerificationMessage',
      'EmailVerificationSubject',
      'EnabledMfas',
      'LambdaConfig',
      'MfaConfiguration',
      'Policies',
      'Schema',
      'SmsAuthenticationMessage',
      'SmsVerificationMessage',
      'UserAttributeUpdateSettings',
      'UsernameConfiguration',
      'VerificationMessageTemplate',
    ],
    harmless: ['DeletionProtection', 'SmsConfiguration', 'UserPoolName', 'UserPoolTags'],
  },
  'AWS::Cognito::UserPoolClient': {
    honoured: [
      'AccessTokenValidity',
      'AllowedOAuthFlows',
      'AllowedOAuthFlowsUserPoolClient',
      'AllowedOAuthScopes',
      'AuthSessionValidity',
      'CallbackURLs',
      'EnableTokenRevocation',
      'ExplicitAuthFlows',
      'GenerateSecret',
      'IdTokenValidity',
      'LogoutURLs',
      'PreventUserExistenceErrors',
      'ReadAttributes',
      'RefreshTokenRotation',
      'RefreshTokenValidity',
      'SupportedIdentityProviders',
      'TokenValidityUnits',
      'UserPoolId',
      'WriteAttributes',
    ],
    harmless: ['ClientName'],
  },
  // The hosted pages are at the local cloud's own address.
  'AWS::Cognito::UserPoolDomain': { honoured: ['UserPoolId'], harmless: ['Domain'] },
  'AWS::Cognito::UserPoolIdentityProvider': {
    honoured: ['AttributeMapping', 'ProviderDetails', 'ProviderName', 'ProviderType', 'UserPoolId'],
  },
  'AWS::Cognito::UserPoolGroup': { honoured: ['Description', 'GroupName', 'Precedence', 'UserPoolId'] },
  'AWS::Cognito::IdentityPool': {
    honoured: ['AllowClassicFlow', 'AllowUnauthenticatedIdentities', 'CognitoIdentityProviders'],
    harmless: ['IdentityPoolName', 'IdentityPoolTags'],
  },
  'AWS::Cognito::IdentityPoolRoleAttachment': { honoured: ['IdentityPoolId', 'Roles'] },
  'AWS::IAM::Role': {
    honoured: ['AssumeRolePolicyDocument', 'Policies', 'RoleName'],
    harmless: ['Description', 'MaxSessionDuration', 'Tags'],
  },
  'AWS::IAM::Policy': { honoured: ['PolicyDocument', 'PolicyName', 'Roles'] },
  'AWS::ApiGateway::RestApi': {
    honoured: ['BinaryMediaTypes', 'Name'],
    harmless: ['Description', 'EndpointConfiguration', 'Tags'],
  },
  'AWS::ApiGateway::Resource': { honoured: ['ParentId', 'PathPart', 'RestApiId'] },
  'AWS::ApiGateway::Method': {
    honoured: ['AuthorizationType', 'AuthorizerId', 'HttpMethod', 'Integration', 'ResourceId', 'RestApiId'],
    harmless: ['ApiKeyRequired', 'MethodResponses', 'OperationName'],
  },
  'AWS::ApiGateway::Authorizer': {
    honoured: [
      'AuthorizerResultTtlInSeconds',
      'IdentitySource',
      'IdentityValidationExpression',
      'ProviderARNs',
      'RestApiId',
      'Type',
    ],
    harmless: ['Name'],
  },
  'AWS::ApiGateway::Deployment': { honoured: ['RestApiId'], harmless: ['Description'] },
  'AWS::ApiGateway::Stage': {
    honoured: ['DeploymentId', 'MethodSettings', 'RestApiId', 'StageName'],
    harmless: ['AccessLogSetting', 'Description', 'Tags'],
  },
  // Requests are counted in the control room; no log of them is written here.
  'AWS::ApiGateway::Account': { honoured: [], harmless: ['CloudWatchRoleArn'] },
  'AWS::ApiGateway::GatewayResponse': {
    honoured: ['ResponseParameters', 'ResponseTemplates', 'ResponseType', 'RestApiId', 'StatusCode'],
  },
  'AWS::Lambda::Function': {
    honoured: ['Code', 'Environment', 'FunctionName', 'Handler', 'MemorySize', 'Role', 'Runtime', 'Timeout'],
    harmless: ['Architectures', 'Description', 'LoggingConfig', 'Tags'],
  },
  'AWS::Lambda::Permission': { honoured: ['Action', 'FunctionName', 'Principal', 'SourceArn'] },
  'AWS::CloudWatch::Alarm': {
    honoured: [],
    harmless: [
      'AlarmActions',
      'AlarmDescription',
      'AlarmName',
      'ComparisonOperator',
      'Dimensions',
      'EvaluationPeriods',
      'ExtendedStatistic',
      'MetricName',
      'Metrics',
      'Namespace',
      'Period',
      'Statistic',
      'Threshold',
      'TreatMissingData',
    ],
  },
  'AWS::CloudWatch::Dashboard': { honoured: [], harmless: ['DashboardBody', 'DashboardName'] },
  'AWS::SNS::Topic': { honoured: [], harmless: ['DisplayName'] },
  'AWS::SNS::Subscription': { honoured: [], harmless: ['Endpoint', 'Protocol', 'TopicArn'] },
  'AWS::Logs::LogGroup': { honoured: [], harmless: ['LogGroupName', 'RetentionInDays', 'Tags'] },
  'AWS::DynamoDB::GlobalTable': {
    honoured: [
      'AttributeDefinitions',
      'BillingMode',
      'GlobalSecondaryIndexes',
      'KeySchema',
      'LocalSecondaryIndexes',
      'Replicas',
      'TableName',
      'TimeToLiveSpecification',
    ],
    harmless: ['SSESpecification'],
  },
};

/** Properties that accept only these values. */
const onlyValues: Record<string, unknown[]> = {
  'AWS::DynamoDB::GlobalTable.BillingMode': ['PAY_PER_REQUEST'],
  'AWS::ApiGateway::Method.ApiKeyRequired': [false],
  'AWS::Lambda::Permission.Action': ['lambda:InvokeFunction'],
  'AWS::ApiGateway::Authorizer.Type': ['COGNITO_USER_POOLS'],
  'AWS::ApiGateway::Authorizer.AuthorizerResultTtlInSeconds': [0],
};

/** @throws UnsupportedTemplate with the resource and its unsupported part */
export function checkAccepted({ logicalId, type, properties }: TemplateResource): void {
  const known = Object.hasOwn(accepted, type) ? accepted[type] : undefined;
  if (!known) throw new UnsupportedTemplate(logicalId, `resources of type ${type}`);
  for (const [name, value] of Object.entries(properties)) {
    const where = `${logicalId}.${name}`;
    if (!known.honoured.includes(name) && !known.harmless?.includes(name)) {
      throw new UnsupportedTemplate(where, `the property ${name} of ${type}`);
    }
    const only = onlyValues[`${type}.${name}`];
    if (only && !only.includes(value)) {
      throw new UnsupportedTemplate(where, `${name} ${JSON.stringify(value)} of ${type}`);
    }
  }
}
