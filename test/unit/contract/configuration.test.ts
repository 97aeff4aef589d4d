import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
  configuration,
  configuredHosts,
  endpoint,
  userPoolProvider,
} from '../../../src/contract/configuration.ts';

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
    expect(fault({ userPoolId: 'us-east_AbC123xyz' })).toBe('userPoolId');
    expect(fault({ usernames: 'phone' })).toBe('usernames');
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

  it('WI9: has pools of different regions, and client ids as AWS allows them', () => {
    const mixed = v.parse(configuration, {
      ...good,
      userPoolId: 'eu-central-1_AbC123xyz',
      identityPoolId: 'ap-southeast-2:0b5c1e0a-1111-4222-8333-444444444444',
      userPoolClientId: 'Client_Of+Ours',
    });
    expect(configuredHosts(mixed).slice(0, 2)).toEqual([
      'cognito-idp.eu-central-1.amazonaws.com',
      'cognito-identity.ap-southeast-2.amazonaws.com',
    ]);
    expect(userPoolProvider(mixed.userPoolId)).toBe(
      'cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbC123xyz',
    );
    expect(fault({ userPoolClientId: 'with space' })).toBe('userPoolClientId');
  });

  it.each([
    ['eusc-de-east-1', 'amazonaws.eu'],
    ['cn-northwest-1', 'amazonaws.com.cn'],
    ['us-gov-west-1', 'amazonaws.com'],
    ['us-iso-east-1', 'c2s.ic.gov'],
    ['us-isob-east-1', 'sc2s.sgov.gov'],
    ['eu-isoe-west-1', 'cloud.adc-e.uk'],
    ['us-isof-south-1', 'csp.hci.ic.gov'],
    ['ap-southeast-7', 'amazonaws.com'],
  ])('WI9: of the region %s speaks to hosts of %s', (region, domain) => {
    const there = v.parse(configuration, {
      ...good,
      region,
      userPoolId: `${region}_AbC123xyz`,
      identityPoolId: `${region}:0b5c1e0a-1111-4222-8333-444444444444`,
    });
    expect(configuredHosts(there).slice(0, 2)).toEqual([
      `cognito-idp.${region}.${domain}`,
      `cognito-identity.${region}.${domain}`,
    ]);
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
