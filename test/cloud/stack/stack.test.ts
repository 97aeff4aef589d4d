import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide } from '../../../src/cloud/local/iam/policy.ts';
import type { Role, StackModel } from '../../../src/cloud/local/model.ts';
import { readStack } from '../../../src/cloud/local/template/read-stack.ts';
import { configurationFromOutputs } from '../../../src/cloud/stack/configuration-from-outputs.ts';
import { type Synth, synthesise } from '../../../src/cloud/stack/synth.ts';

const ids = (logicalId: string, type: string) =>
  ({
    'AWS::Cognito::UserPool': 'us-east-1_AbC123xyz',
    'AWS::Cognito::UserPoolClient': '1h57kf5cpq17m0eml12example',
    'AWS::Cognito::IdentityPool': 'us-east-1:00000000-1111-4222-8333-444444444444',
  })[type] ?? logicalId.toLowerCase();

let synth: Synth;
let model: StackModel;
beforeAll(async () => {
  synth = await synthesise();
  model = readStack(synth, ids);
});

function roleOf(of: StackModel, kind: keyof StackModel['identityRoles']): Role {
  const role = of.roles.get(of.identityRoles[kind]);
  if (!role) throw new Error(`The stack has no role for ${kind} identities`);
  return role;
}

function mayInvoke(
  of: StackModel,
  kind: keyof StackModel['identityRoles'],
  apiName: string,
  route: string,
): boolean {
  const api = of.apis.find(({ name }) => name === apiName);
  const arn = `arn:aws:execute-api:${of.region}:${of.account}:${api?.id}/prod/${route}`;
  return decide(roleOf(of, kind).policies, 'execute-api:Invoke', arn) === 'allow';
}

const taskId = '0b5c1e0a-1111-4222-8333-444444444444';
const taskRoutes = ['GET/tasks', 'POST/tasks', `PUT/tasks/${taskId}`, `DELETE/tasks/${taskId}`];

describe('the roles', () => {
  it('let everybody read the projects and do nothing else there', () => {
    for (const kind of ['authenticated', 'unauthenticated'] as const) {
      expect(mayInvoke(model, kind, 'ProjectsAPI', 'GET/projects')).toBe(true);
      for (const route of ['POST/projects', 'GET/', 'GET/projects/x', 'DELETE/projects']) {
        expect(mayInvoke(model, kind, 'ProjectsAPI', route)).toBe(false);
      }
    }
  });

  it('open the tasks to people who signed in, route by route, and to no guest', () => {
    for (const route of taskRoutes) {
      expect(mayInvoke(model, 'authenticated', 'TasksAPI', route)).toBe(true);
      expect(mayInvoke(model, 'unauthenticated', 'TasksAPI', route)).toBe(false);
    }
    for (const route of ['PATCH/tasks', 'DELETE/tasks', 'GET/admin']) {
      expect(mayInvoke(model, 'authenticated', 'TasksAPI', route)).toBe(false);
    }
  });

  it('give neither guests nor users anything but calls of the APIs', () => {
    const tasks = model.apis.find(({ name }) => name === 'TasksAPI');
    expect(JSON.stringify(roleOf(model, 'unauthenticated').policies)).not.toContain(tasks?.id);
    for (const kind of ['authenticated', 'unauthenticated'] as const) {
      const actions = roleOf(model, kind)
        .policies.flatMap(({ Statement }) => [Statement].flat())
        .map(({ Action }) => Action);
      expect(new Set(actions.flat())).toEqual(new Set(['execute-api:Invoke']));
    }
  });

  it('name actions and resources one by one in the functions’ policies', () => {
    for (const { roleArn } of model.functions.values()) {
      const statements =
        model.roles.get(roleArn)?.policies.flatMap(({ Statement }) => [Statement].flat()) ?? [];
      expect(statements.length).toBeGreaterThan(0);
      for (const { Action, Resource } of statements) {
        expect([Action].flat().join()).not.toContain('*');
        for (const arn of [Resource].flat())
          expect(arn).toMatch(/^arn:aws:(dynamodb:.*[^*]|logs:.*log-group:\w+:\*)$/);
      }
    }
  });
});

describe('the APIs', () => {
  it('have the routes of the contract, each guarded, and a preflight beside each that allows what a caller sends', () => {
    const routes = model.apis.flatMap(({ name, routes }) => routes.map((route) => ({ name, ...route })));
    const called = routes.filter(({ method }) => method !== 'OPTIONS');
    const guarded = called.map(({ name, method, path, authorization }) => [
      `${name} ${method} ${path}`,
      authorization,
    ]);
    expect(Object.fromEntries(guarded)).toEqual({
      'ProfileAPI DELETE /profile': 'COGNITO_USER_POOLS',
      'ProfileAPI GET /admin/users': 'COGNITO_USER_POOLS',
      'ProfileAPI GET /confirm': 'NONE',
      'ProfileAPI GET /health': 'NONE',
      'ProfileAPI GET /profile': 'COGNITO_USER_POOLS',
      'ProfileAPI PUT /profile': 'COGNITO_USER_POOLS',
      'ProjectsAPI GET /projects': 'AWS_IAM',
      'TasksAPI DELETE /tasks/{taskId}': 'AWS_IAM',
      'TasksAPI GET /tasks': 'AWS_IAM',
      'TasksAPI POST /tasks': 'AWS_IAM',
      'TasksAPI PUT /tasks/{taskId}': 'AWS_IAM',
    });
    for (const route of called) {
      const preflight = routes.find(
        ({ name, path, method }) => name === route.name && path === route.path && method === 'OPTIONS',
      );
      if (preflight?.integration.kind !== 'mock') throw new Error(`${route.path} has no preflight`);
      expect(preflight.authorization).toBe('NONE');
      const { headers } = preflight.integration;
      expect(headers['Access-Control-Allow-Methods']?.split(',')).toContain(route.method);
      expect(headers['Access-Control-Allow-Headers']?.toLowerCase().split(',')).toEqual(
        expect.arrayContaining([
          'content-type',
          'authorization',
          ...(route.authorization === 'AWS_IAM'
            ? ['x-amz-date', 'x-amz-security-token', 'x-amz-content-sha256']
            : []),
        ]),
      );
    }
  });

  it('answer with CORS headers when the gateway itself refuses', () => {
    for (const { gatewayResponses } of model.apis) {
      for (const type of ['DEFAULT_4XX', 'DEFAULT_5XX']) {
        expect(gatewayResponses.get(type)?.headers).toEqual({
          'Access-Control-Allow-Origin': '*',
          'Access-Control-Expose-Headers': 'Date,x-amzn-errortype,x-amzn-requestid',
        });
      }
    }
  });
});

it('bounds how often each route may be called, what is open more narrowly', () => {
  const limits = model.apis.flatMap(({ name, routes }) =>
    routes.map(({ method, path, throttle }) => [`${name} ${method} ${path}`, throttle] as const),
  );
  const tight = limits.filter(([, throttle]) => throttle?.rateLimit === 50).map(([route]) => route);
  expect(tight.sort()).toEqual([
    'ProfileAPI GET /admin/users',
    'ProfileAPI GET /confirm',
    'ProfileAPI GET /health',
  ]);
  for (const [route, throttle] of limits) {
    if (!tight.includes(route)) expect(throttle).toEqual({ rateLimit: 500, burstLimit: 2000 });
  }
});

it('keeps the tables and the pools when the stack is removed, with a backup of every moment', async () => {
  const template = JSON.parse(await readFile(synth.templateFile, 'utf8'));
  for (const resource of Object.values<Record<string, never>>(template.Resources)) {
    const kept = ['AWS::DynamoDB::GlobalTable', 'AWS::Cognito::UserPool', 'AWS::Cognito::IdentityPool'];
    if (!kept.includes(resource.Type ?? '')) continue;
    expect(resource).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    if (resource.Type !== 'AWS::DynamoDB::GlobalTable') continue;
    expect(resource).toMatchObject({
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        Replicas: [{ PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }],
        SSESpecification: { SSEEnabled: false },
      },
    });
  }
});

it('gives outputs that make a whole configuration, on AWS and on this machine', () => {
  const deployed = configurationFromOutputs(model.outputs);
  expect(deployed).toMatchObject({
    region: 'us-east-1',
    userPoolId: 'us-east-1_AbC123xyz',
    passwordPolicy: { minimumLength: 8, requireSymbols: true },
  });
  expect(deployed.apis.TasksAPI.endpoint).toMatch(
    /^https:\/\/\w+\.execute-api\.us-east-1\.amazonaws\.com\/prod$/,
  );
  const base = 'http://127.0.0.1:4000';
  const local = {
    tasks: `${base}/t/prod`,
    projects: `${base}/p/prod`,
    profile: `${base}/u/prod`,
    userPool: `${base}/`,
    identityPool: `${base}/`,
    hostedUi: base,
  };
  expect(configurationFromOutputs(model.outputs, local)).toEqual({
    ...deployed,
    apis: {
      TasksAPI: { endpoint: local.tasks, auth: 'IAM' },
      ProjectsAPI: { endpoint: local.projects, auth: 'IAM' },
      ProfileAPI: { endpoint: local.profile, auth: 'JWT' },
    },
    endpoints: { userPool: base, identityPool: base },
    hostedUi: { domain: base },
  });
});

it('is synthesised once for the same sources, even by several at the same time, and anew for another context', async () => {
  const [one, other] = await Promise.all([synthesise(), synthesise()]);
  expect(one).toEqual(other);
  const hidden = await synthesise({ context: { existenceErrors: 'hidden' } });
  expect(hidden.dir).not.toBe(one.dir);
  const errors = ({ userPoolClient }: StackModel) => userPoolClient.properties.PreventUserExistenceErrors;
  expect([errors(model), errors(readStack(hidden, ids))]).toEqual(['LEGACY', 'ENABLED']);
});

it('is held against CloudFormation’s own rules where it is deployed, which change nothing of it', async () => {
  const validated = await synthesise({ validated: true });
  expect(await readFile(validated.templateFile, 'utf8')).toBe(await readFile(synth.templateFile, 'utf8'));
  const report = JSON.parse(await readFile(path.join(validated.dir, 'validation-report.json'), 'utf8'));
  expect(report.pluginReports).toEqual([]);
});

describe('a changed template', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'countersign-stack-'));
    await cp(synth.dir, dir, { recursive: true });
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  /** The model of the template in which one text is another. */
  async function readChanged(from: string, to: string): Promise<StackModel> {
    const template = await readFile(synth.templateFile, 'utf8');
    expect(template).toContain(from);
    const templateFile = path.join(dir, path.basename(synth.templateFile));
    await writeFile(templateFile, template.replaceAll(from, to));
    return readStack({ dir, templateFile }, ids);
  }

  it('changes what the local cloud allows', async () => {
    const changed = await readChanged('/prod/GET/projects', '/prod/GET/nothing');
    for (const kind of ['authenticated', 'unauthenticated'] as const) {
      expect(mayInvoke(model, kind, 'ProjectsAPI', 'GET/projects')).toBe(true);
      expect(mayInvoke(changed, kind, 'ProjectsAPI', 'GET/projects')).toBe(false);
    }
  });

  it('changes whose tokens are let in', async () => {
    const admits = ({ apis, userPoolClient }: StackModel) =>
      apis
        .flatMap(({ routes }) => routes)
        .filter(({ authorizer }) => authorizer?.audience?.test(userPoolClient.id))
        .map(({ method, path: route }) => `${method} ${route}`);
    expect(admits(model)).toContain('GET /profile');
    expect(admits(await readChanged('"^"', '"^of-somebody-else"'))).toEqual([]);
  });

  it('changes how often a route may be called', async () => {
    const changed = await readChanged('"ThrottlingBurstLimit": 2000', '"ThrottlingBurstLimit": 7');
    const bursts = changed.apis.flatMap(({ routes }) => routes.map(({ throttle }) => throttle?.burstLimit));
    expect(new Set(bursts)).toEqual(new Set([7, 100]));
  });

  it('changes who may invoke a function', async () => {
    const changed = await readChanged('"apigateway.amazonaws.com"', '"events.amazonaws.com"');
    const principals = ({ functions }: StackModel) =>
      new Set([...functions.values()].flatMap(({ permissions }) => permissions.map((one) => one.principal)));
    expect(principals(model)).toContain('apigateway.amazonaws.com');
    expect(principals(changed)).not.toContain('apigateway.amazonaws.com');
  });
});
