import { describe, expect, it } from 'vitest';
import { configuredHosts } from '../../../../src/contract/configuration.ts';
import { checkConfiguration } from '../../../../src/core/check-configuration.ts';
import { readText } from '../../../../src/options/configuration/read-text.ts';

/** As the options page and the background do together. */
const readConfiguration = (text: string) => checkConfiguration(readText(text));

const own = {
  region: 'us-east-1',
  userPoolId: 'us-east-1_AbC123xyz',
  userPoolClientId: '1example23456789',
  identityPoolId: 'us-east-1:11111111-2222-4333-8444-555555555555',
  apis: {
    TasksAPI: { endpoint: 'https://aaa.execute-api.us-east-1.amazonaws.com/prod/', auth: 'IAM' },
    ProjectsAPI: { endpoint: 'https://bbb.execute-api.us-east-1.amazonaws.com/prod', auth: 'IAM' },
  },
};
const apiList = [
  { id: '1', name: 'TasksAPI', endpoint: own.apis.TasksAPI.endpoint, region: 'us-east-1', paths: ['/tasks'] },
  { id: '2', name: 'projects-api', endpoint: own.apis.ProjectsAPI.endpoint, region: 'us-east-1' },
];
const awsExports = (list: unknown) => ({
  aws_project_region: 'us-east-1',
  aws_cognito_region: 'us-east-1',
  aws_cognito_identity_pool_id: own.identityPoolId,
  aws_user_pools_id: own.userPoolId,
  aws_user_pools_web_client_id: own.userPoolClientId,
  aws_cloud_logic_custom: list,
});
const fault = (code: string, data?: Record<string, string>) =>
  expect.objectContaining({ code, ...(data && { data }) });

describe('a pasted configuration', () => {
  it('is our own JSON, endpoints without a trailing slash, defaults filled in, the local cloud’s extra left out', () => {
    const read = readConfiguration(JSON.stringify({ ...own, local: { token: 'x' } }));
    expect(read.apis.TasksAPI.endpoint).toBe('https://aaa.execute-api.us-east-1.amazonaws.com/prod');
    expect(read.passwordPolicy).toMatchObject({ minimumLength: 8, requireSymbols: true });
    expect(read).not.toHaveProperty('local');
  });

  it.each([
    ['an array', apiList],
    ['a string that holds one', JSON.stringify(apiList)],
  ])('is aws-exports.js with the APIs as %s', (_, list) => {
    const text = `// WARNING: DO NOT EDIT.\nconst awsmobile = ${JSON.stringify(awsExports(list), null, 2)};\n\nexport default awsmobile;\n`;
    const read = readConfiguration(text);
    expect(read.apis.ProjectsAPI).toEqual({
      endpoint: own.apis.ProjectsAPI.endpoint,
      auth: 'IAM',
      region: 'us-east-1',
    });
    expect(read.userPoolClientId).toBe(own.userPoolClientId);
  });

  it.each(['const configuration =', 'export default', 'module.exports ='])(
    'is an object behind %s',
    (before) => {
      const text = `// {}\n${before} ${JSON.stringify(own, null, 2).replace(/\n\}$/, ',\n}')};\n`;
      expect(readConfiguration(text).userPoolClientId).toBe(own.userPoolClientId);
    },
  );

  it('is aws-config.js of Mobile Hub, a constant a line', () => {
    const lines = Object.entries(awsExports(JSON.stringify(apiList))).map(
      ([name, value]) => `const ${name} = '${value}';`,
    );
    expect(readConfiguration(lines.join('\n')).identityPoolId).toBe(own.identityPoolId);
  });

  it.each(['', 'hello', '[]', '42', '<html>', 'const = ;'])('is not %j', (text) => {
    expect(() => readConfiguration(text)).toThrow(fault('configurationUnsupported'));
  });

  it.each(['region', 'userPoolId', 'userPoolClientId', 'identityPoolId', 'apis'])(
    'names %s when it is missing',
    (path) => {
      const { [path]: _, ...rest } = own as Record<string, unknown>;
      expect(() => readConfiguration(JSON.stringify(rest))).toThrow(
        fault('configurationInvalid', { path, fault: 'missing' }),
      );
    },
  );

  it('names a missing API of aws-exports.js', () => {
    expect(() => readConfiguration(JSON.stringify(awsExports(undefined)))).toThrow(
      fault('configurationInvalid', { path: 'apis.TasksAPI', fault: 'missing' }),
    );
  });

  it.each([
    'http://example.org/prod',
    'ftp://127.0.0.1',
    'https://user:password@example.org',
    'javascript:alert(1)',
    'https://example.org/?x=1',
    'prod',
  ])('may not have the endpoint %s', (endpoint) => {
    const text = JSON.stringify({ ...own, apis: { ...own.apis, TasksAPI: { endpoint, auth: 'IAM' } } });
    expect(() => readConfiguration(text)).toThrow(
      fault('configurationInvalid', { path: 'apis.TasksAPI.endpoint', fault: 'malformed' }),
    );
  });

  it('may have http endpoints on this machine only', () => {
    const endpoints = { userPool: 'http://127.0.0.1:4000/', identityPool: 'http://localhost:4000' };
    expect(readConfiguration(JSON.stringify({ ...own, endpoints })).endpoints?.userPool).toBe(
      'http://127.0.0.1:4000',
    );
  });

  it('WI9: may mix regions', () => {
    expect(readConfiguration(JSON.stringify({ ...own, region: 'eu-west-1' })).region).toBe('eu-west-1');
  });

  it('has e-mail addresses for usernames where Amplify says so', () => {
    const read = (listed: unknown) =>
      readConfiguration(JSON.stringify({ ...awsExports(apiList), aws_cognito_username_attributes: listed }))
        .usernames;
    expect(['EMAIL', 'PHONE_NUMBER', undefined].map((one) => read([one]))).toEqual(['email', 'any', 'any']);
    expect(read(undefined)).toBe('any');
  });
});

describe('the hosts of a configuration', () => {
  it('are all that will be spoken to, each once', () => {
    expect(configuredHosts(readConfiguration(JSON.stringify(own)))).toEqual([
      'cognito-idp.us-east-1.amazonaws.com',
      'cognito-identity.us-east-1.amazonaws.com',
      'aaa.execute-api.us-east-1.amazonaws.com',
      'bbb.execute-api.us-east-1.amazonaws.com',
    ]);
  });
});
