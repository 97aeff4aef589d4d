import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { configuration, configuredHosts, endpoint } from '../../../src/contract/configuration.ts';

const good = {
  region: 'us-east-1',
  userPoolId: 'us-east-1_AbC123xyz',
  userPoolClientId: '1h57kf5cpq17m0eml12example',
  identityPoolId: 'us-east-1:0b5c1e0a-1111-4222-8333-444444444444',
  apis: {
    TasksAPI: { endpoint: 'https://tasks.example.com/prod/', auth: 'IAM' },
    ProjectsAPI: { endpoint: 'https://projects.example.com/prod', auth: 'IAM' },
  },
};

/** The path of the first fault; null where there is none. */
function fault(changes: Record<string, unknown>): string | null {
  const parsed = v.safeParse(configuration, { ...good, ...changes });
  return parsed.success ? null : (v.getDotPath(parsed.issues[0]) ?? parsed.issues[0].message);
}

describe('an endpoint', () => {
  it('is https anywhere, and http on this machine only', () => {
    for (const url of ['https://a.example/prod', 'http://127.0.0.1:4000/x', 'http://localhost:1']) {
      expect(v.safeParse(endpoint, url).success).toBe(true);
    }
    for (const url of [
      'http://[::1]:1/a',
      'http://a.example',
      'http://127.0.0.1.example.com',
      'http://localhost.example.com',
      'ftp://a.example',
      'javascript:1',
      '',
      '/prod',
    ]) {
      expect(v.safeParse(endpoint, url).success).toBe(false);
    }
  });

  it('holds no credentials, query or fragment, and loses the slash at its end', () => {
    for (const url of [
      'https://u:p@a.example',
      'https://u@a.example',
      'https://a.example/?x=1',
      'https://a.example/#x',
    ]) {
      expect(v.safeParse(endpoint, url).success).toBe(false);
    }
    expect(v.parse(endpoint, ' https://a.example/prod// ')).toBe('https://a.example/prod');
  });
});

describe('a configuration', () => {
  it('is whole with the pools and both APIs, and has a password policy then', () => {
    expect(v.parse(configuration, good)).toMatchObject({
      apis: { TasksAPI: { endpoint: 'https://tasks.example.com/prod' } },
      passwordPolicy: { minimumLength: 8, requireSymbols: true },
    });
  });

  it('names the part that is wrong', () => {
    expect(fault({ region: 'us-east' })).toBe('region');
    expect(fault({ userPoolId: 'AbC123xyz' })).toBe('userPoolId');
    expect(fault({ userPoolId: 'eu-west-1_AbC123xyz' })).toMatch(/another region/);
    expect(fault({ userPoolClientId: undefined })).toBe('userPoolClientId');
    expect(fault({ identityPoolId: 'us-east-1:nope' })).toBe('identityPoolId');
    expect(fault({ apis: { TasksAPI: good.apis.TasksAPI } })).toBe('apis.ProjectsAPI');
    expect(fault({ apis: { ...good.apis, TasksAPI: { endpoint: 'http://a.example', auth: 'IAM' } } })).toBe(
      'apis.TasksAPI.endpoint',
    );
    expect(fault({ apis: { ...good.apis, TasksAPI: { ...good.apis.TasksAPI, auth: 'NONE' } } })).toBe(
      'apis.TasksAPI.auth',
    );
    expect(fault({ endpoints: { userPool: 'http://evil.example' } })).toBe('endpoints.userPool');
  });

  it('lists every host that will be spoken to', () => {
    expect(configuredHosts(v.parse(configuration, good))).toEqual([
      'cognito-idp.us-east-1.amazonaws.com',
      'cognito-identity.us-east-1.amazonaws.com',
      'tasks.example.com',
      'projects.example.com',
    ]);
    const base = 'http://127.0.0.1:4000';
    const local = {
      ...good,
      apis: { TasksAPI: { endpoint: base, auth: 'IAM' }, ProjectsAPI: { endpoint: base, auth: 'IAM' } },
      endpoints: { userPool: base, identityPool: base },
      hostedUi: { domain: 'https://login.example.com' },
    };
    expect(configuredHosts(v.parse(configuration, local))).toEqual(['127.0.0.1:4000', 'login.example.com']);
  });
});
