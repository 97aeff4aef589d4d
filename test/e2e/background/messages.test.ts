import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Answer } from '../../../src/contract/operations.ts';
import { operations } from '../../../src/contract/operations.ts';
import { addTask, allSent, showCard, signIn } from '../../../src/dev/drive/main-job.ts';
import type { Surface } from '../../../src/dev/drive/surface.ts';
import { allowHost, createAccount, createSignedIn, openDesk } from '../world/accounts.ts';
import { ask, send } from '../world/ask.ts';
import { inEachBrowser } from '../world/each-browser.ts';
import { sessionSecrets } from '../world/secrets.ts';

inEachBrowser('messages to the background', (world) => {
  it('of a content script are answered for its own page only, and never with an own operation', async () => {
    const { browser, site } = world();
    const desk = await openDesk(world());
    await createSignedIn(world(), desk);
    const page = await browser.openPage(`${site.url}/handbook`);
    const panel = await browser.openPanel();
    await addTask(panel, { name: 'Not of this page' });
    await allSent(panel);
    await showCard(browser, page);

    for (const [operation, { tier }] of Object.entries(operations)) {
      if (tier === 'page') continue;
      const answer = await fromContentScript(desk, site.url, { operation });
      expect(answer, operation).toEqual({ ok: false, error: { code: 'forbidden' } });
    }
    const { tasks } = await ask(desk, 'tasks.page', { from: 0 });
    const taskId = tasks[0]?.taskId;
    expect(
      await fromContentScript(desk, site.url, { operation: 'page.complete', input: { taskId } }),
    ).toMatchObject({ ok: false });
    expect(await fromContentScript(desk, site.url, { operation: 'page.tasks', input: undefined })).toEqual({
      ok: true,
      value: [],
    });
    for (const operation of ['constructor', '__proto__', 'toString', 'page.everything'])
      expect(await fromContentScript(desk, site.url, { operation })).toMatchObject({ ok: false });
  });

  it('cannot be sent by a web page at all, on a granted site neither, and are refused where it was revoked', async () => {
    const { browser, site } = world();
    const desk = await openDesk(world());
    await createSignedIn(world(), desk);
    await allowHost(world(), '127.0.0.1');
    const page = await browser.openPage(`${site.url}/handbook`);
    const reach = await page.evaluate(() =>
      ['chrome', 'browser'].map((name) => {
        const api: unknown = Reflect.get(globalThis, name);
        return typeof api === 'object' && api !== null && 'runtime' in api && api.runtime !== undefined;
      }),
    );
    expect(reach).toEqual([false, false]);
    const opened = await page.evaluate(async (address: string) => {
      const answer = await fetch(address).catch(() => null);
      return answer?.ok ?? false;
    }, `${browser.origin}/src/popup/index.html`);
    expect(opened).toBe(false);

    const asked = { operation: 'page.tasks' };
    expect(await fromContentScript(desk, site.url, asked)).toEqual({ ok: true, value: [] });
    expect(await refusalAfterRevoking(desk, site.url, asked)).toEqual({
      ok: false,
      error: { code: 'forbidden' },
    });
  });
});

inEachBrowser('what leaves the background', (world) => {
  it('holds no token, key or signature: no answer, no push, no line of any console', async () => {
    const { browser, site } = world();
    const desk = await openDesk(world());
    const person = await createAccount(world(), desk);
    await record(desk);
    const page = await browser.openPage(`${site.url}/handbook`);
    await signIn(await browser.openPopup(), person);
    const panel = await browser.openPanel();
    await addTask(panel, { name: 'Say nothing' });
    await allSent(panel);
    const card = await showCard(browser, page);
    await card.click('button', 'Make a task of this page');
    await card.waitFor('button', 'Complete Handbook');

    const answers: Answer[] = [];
    for (const [operation, { tier }] of Object.entries(operations)) {
      if (tier === 'page') answers.push(await fromContentScript(desk, site.url, { operation }));
    }
    for (const operation of ['session.get', 'tasks.summary', 'projects.refresh', 'configuration.get'])
      answers.push(await send(desk, operation));

    const secrets = { ...(await sessionSecrets(desk)), password: person.password };
    const said = JSON.stringify([answers, await recorded(desk), await browser.consoleLines()]);
    expect(said).toContain('Say nothing');
    for (const [name, secret] of Object.entries(secrets)) expect(said.includes(secret), name).toBe(false);
    expect(said).not.toMatch(/AWS4-HMAC-SHA256|Signature=/);
    expect(said).not.toMatch(/uncaught/i);
  });
});

/** Sends a message from the extension's content script on the page of that site, where the user has clicked. */
function fromContentScript(
  desk: Surface,
  site: string,
  message: { operation: string; input?: unknown },
): Promise<Answer> {
  return desk.evaluate(
    async (address: string, text: string) => {
      const tabs = await chrome.tabs.query({});
      const tab = tabs.find((one) => one.url?.startsWith(address));
      if (tab?.id === undefined) throw new Error('The extension has not been let onto that page');
      const [injected] = await chrome.scripting.executeScript({
        target: { tabId: tab.id },
        func: async (json: string) => JSON.stringify(await chrome.runtime.sendMessage(JSON.parse(json))),
        args: [text],
      });
      return JSON.parse(injected?.result ?? 'null');
    },
    site,
    JSON.stringify({ id: randomUUID(), ...message }),
  );
}

/** Has the content script go on asking while its site is revoked, and gives the first refusal. */
function refusalAfterRevoking(desk: Surface, site: string, message: { operation: string }): Promise<Answer> {
  return desk.evaluate(
    async (address: string, { operation }: { operation: string }) => {
      const [tab] = await chrome.tabs.query({ url: `${new URL(address).origin.replace(/:\d+$/, '')}/*` });
      if (tab?.id === undefined) throw new Error('There is no such tab');
      const asking = chrome.scripting.executeScript({
        target: { tabId: tab.id },
        func: async (name: string) => {
          for (;;) {
            const answer = await chrome.runtime.sendMessage({ id: crypto.randomUUID(), operation: name });
            if (!answer.ok) return JSON.stringify(answer);
            await new Promise((again) => setTimeout(again, 20));
          }
        },
        args: [operation],
      });
      await chrome.permissions.remove({ origins: ['http://127.0.0.1/*', 'https://127.0.0.1/*'] });
      const [injected] = await asking;
      return JSON.parse(injected?.result ?? 'null');
    },
    site,
    message,
  );
}

/** Keeps every push to the extension's own pages from now on. */
function record(desk: Surface): Promise<void> {
  return desk.evaluate(() => {
    const pushes: unknown[] = [];
    const channel = new BroadcastChannel('countersign');
    channel.onmessage = ({ data }) => pushes.push(data);
    Object.assign(globalThis, { pushes, channel });
  });
}

function recorded(desk: Surface): Promise<unknown[]> {
  return desk.evaluate(() => Reflect.get(globalThis, 'pushes'));
}
