import { describe, expect, it } from 'vitest';
import { findRoute } from '../../../../../src/cloud/local/gateway/routes.ts';
import type { Api } from '../../../../../src/cloud/local/model.ts';

const api: Api = {
  id: 'abc',
  name: 'TestAPI',
  stage: 'prod',
  binaryMediaTypes: [],
  gatewayResponses: new Map(),
  routes: [
    ['ANY', '/{proxy+}'],
    ['GET', '/'],
    ['GET', '/tasks'],
    ['ANY', '/tasks'],
    ['GET', '/tasks/{taskId}'],
    ['GET', '/tasks/latest'],
    ['GET', '/tasks/{taskId}/notes/{note}'],
  ].map(([method = '', path = '']) => ({
    method,
    path,
    authorization: 'NONE',
    authorizer: null,
    throttle: null,
    integration: { kind: 'mock', statusCode: 200, headers: {} },
  })),
};

describe('finding a route', () => {
  it.each([
    ['GET', '/', 'GET /', null],
    ['GET', '/tasks', 'GET /tasks', null],
    ['POST', '/tasks', 'ANY /tasks', null],
    ['GET', '/tasks/latest', 'GET /tasks/latest', null],
    ['GET', '/tasks/7', 'GET /tasks/{taskId}', { taskId: '7' }],
    ['GET', '/tasks/a%2Fb%20%C3%BC', 'GET /tasks/{taskId}', { taskId: 'a%2Fb%20%C3%BC' }],
    ['GET', '/tasks/%E0%A4', 'GET /tasks/{taskId}', { taskId: '%E0%A4' }],
    ['GET', '/tasks/7/notes/8', 'GET /tasks/{taskId}/notes/{note}', { taskId: '7', note: '8' }],
    ['DELETE', '/tasks/7', 'ANY /{proxy+}', { proxy: 'tasks/7' }],
    ['GET', '/elsewhere/1/2', 'ANY /{proxy+}', { proxy: 'elsewhere/1/2' }],
    ['GET', '/tasks/', 'ANY /{proxy+}', { proxy: 'tasks/' }],
  ])('takes %s %s to %s', (method, path, route, parameters) => {
    const match = findRoute(api, method, path);
    expect(match && `${match.route.method} ${match.route.path}`).toBe(route);
    expect(match?.parameters).toEqual(parameters);
  });

  it('finds none where there is none', () => {
    const narrow = { ...api, routes: api.routes.filter((route) => route.path !== '/{proxy+}') };
    for (const path of ['/tasks/', '/tasks/7/notes', '/Tasks', '//tasks', '/tasks/7/notes/8/9']) {
      expect(findRoute(narrow, 'GET', path)).toBeNull();
    }
  });
});
