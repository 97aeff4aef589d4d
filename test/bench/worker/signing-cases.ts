/** The input of all contenders: the same three requests, the same credentials, the same time. */

export interface Request {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string;
}

export const region = 'eu-west-1';
export const service = 'execute-api';
export const signingDate = new Date('2026-11-20T12:34:56Z');
export const longDate = '20261120T123456Z';

/** Nobody's: they only have the shape and the length of what the identity pool hands out. */
export const credentials = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'x'.repeat(40),
  sessionToken: 'IQoJb3JpZ2luX2VjEJr'.repeat(64),
};

const base = 'https://abc123def4.execute-api.eu-west-1.amazonaws.com/prod/tasks';
const headers = { 'content-type': 'application/json' };

/** Tasks as JSON, at least so many characters of them. */
function tasks(length: number): string {
  const all: object[] = [];
  let text = '';
  for (let at = 0; text.length < length; at += 1) {
    all.push({
      taskId: `${at}`.padStart(36, '0'),
      name: `Número ${at}`,
      project: 'Home',
      completed: at % 2 === 0,
    });
    text = JSON.stringify({ tasks: all });
  }
  return text;
}

export const cases: Record<string, Request> = {
  GET: {
    method: 'GET',
    url: `${base}?cursor=eyJpZCI6IjEyMyJ9&limit=50`,
    headers: { accept: 'application/json' },
  },
  'POST 1 kB': { method: 'POST', url: base, headers, body: tasks(1000) },
  'POST 100 kB': { method: 'POST', url: base, headers, body: tasks(100_000) },
};
