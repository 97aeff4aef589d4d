import { createHash } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalWorld, startWorld } from '../local/local-world.ts';

let world: LocalWorld;
let endpoint: string;
beforeAll(async () => {
  world = await startWorld();
  endpoint = world.cloud.configuration.apis.ProfileAPI?.endpoint ?? '';
});
afterAll(() => world.close());

const page = async () => {
  const response = await fetch(`${endpoint}/confirm`);
  return { response, html: await response.text() };
};

it('is open to everybody and may run and load nothing but what is in it', async () => {
  const { response, html } = await page();
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^text\/html; charset=utf-8$/i);
  const policy = (response.headers.get('content-security-policy') ?? '').split('; ');
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const inner = (tag: string) =>
    [...html.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'gs'))].map(([, text]) => text);
  expect(policy).toEqual([
    "default-src 'none'",
    ...inner('script').map((text) => `script-src ${hash(text ?? '')}`),
    ...inner('style').map((text) => `style-src ${hash(text ?? '')}`),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]);
  expect(html).not.toMatch(/\b(src|href|style|on\w+)=|url\(|@import|https?:/i);
  expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  expect(response.headers.get('x-robots-tag')).toContain('noindex');
  expect(html).toMatch(/prefers-color-scheme: dark/);
});

it('takes what came in the fragment out of the address, keeps it for the extension, and shows the code as text', async () => {
  const { html } = await page();
  const [, script = ''] = /<script>(.*?)<\/script>/s.exec(html) ?? [];
  const element = () => ({ dataset: {} as Record<string, string>, textContent: '', hidden: true });
  const elements = new Map<string, ReturnType<typeof element>>();
  const replaced: unknown[][] = [];
  const given = { username: '<b>ann</b>', email: "o'n@example.com", code: '123456' };
  runInNewContext(script, {
    URLSearchParams,
    addEventListener: () => undefined,
    location: { hash: `#${new URLSearchParams(given)}`, pathname: '/prod/confirm' },
    history: { replaceState: (...all: unknown[]) => replaced.push(all) },
    document: {
      querySelector(selector: string) {
        const found = elements.get(selector) ?? element();
        elements.set(selector, found);
        return found;
      },
    },
  });
  expect(replaced).toEqual([[null, '', '/prod/confirm']]);
  expect(elements.get('[data-countersign-confirm]')?.dataset).toEqual(given);
  expect(elements.get('output')?.textContent).toBe('123456');
  expect(elements.get('[data-email-shown]')?.textContent).toBe("o'n@example.com");
  expect(elements.get('[data-with-code]')?.hidden).toBe(false);
  expect(script).not.toMatch(/innerHTML|fetch|cookie|Storage/);
});

it('has a healthy neighbour, and neighbours that ask for a token', async () => {
  const health = await fetch(`${endpoint}/health`);
  expect([health.status, await health.json()]).toEqual([200, { status: 'Healthy' }]);
  for (const path of ['profile', 'admin/users']) {
    const response = await fetch(`${endpoint}/${path}`);
    expect([response.status, await response.json()]).toEqual([401, { message: 'Unauthorized' }]);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('x-amzn-errortype')).toBe('UnauthorizedException');
  }
});
