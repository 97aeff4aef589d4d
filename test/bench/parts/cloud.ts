/** The local cloud: how soon it is there, and what checking signatures and policies costs. */
import { spawn } from 'node:child_process';
import { Agent, request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { createClock } from '../../../src/cloud/local/clock.ts';
import { startLocalCloud } from '../../../src/cloud/local/cloud.ts';
import { createRoleCredentials } from '../../../src/cloud/local/iam/role-credentials.ts';
import { startFunctions } from '../../../src/cloud/local/lambda/start-functions.ts';
import { createTaskCaller } from '../../../src/cloud/local/seed/task-caller.ts';
import { startHttpServer } from '../../../src/cloud/local/server/http-server.ts';
import { openStore } from '../../../src/cloud/local/store/store.ts';
import { readStack } from '../../../src/cloud/local/template/read-stack.ts';
import { synthesise } from '../../../src/cloud/stack/synth.ts';
import { projectFolder } from '../../../src/dev/project.ts';
import type { Contender } from '../measure.ts';
import { type Part, type Task, timed } from '../row.ts';
import { type SignedRequest, signer } from '../signer.ts';

export const cloud: Part = async (task) => [await warmStart(task), await signedRequests(task)];

/** The command itself, until it says that it is ready. */
async function warmStart({ quick, say }: Task) {
  say('warm start');
  const contenders: Contender[] = [
    { name: 'node -e 0', role: 'bound', time: () => timeOf(['-e', '0'], false) },
    {
      ...{ name: 'npm run cloud', role: 'ours' },
      time: () => timeOf([join(projectFolder, 'src/dev/run.mjs'), 'cloud', '--memory'], true),
    },
  ];
  const pace = quick ? { rounds: 6, within: 0.1 } : { rounds: 21, goes: 3, within: 0.025 };
  return timed({ part: 'cloud', what: 'warm start', budget: 12 }, contenders, pace);
}

/** @returns ms until the process ends, or until it has written something */
function timeOf(args: readonly string[], untilItWrites: boolean): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  return new Promise((resolve, reject) => {
    let took: number | undefined;
    child.once('error', reject);
    if (untilItWrites)
      child.stdout.once('data', () => {
        took = performance.now() - started;
        child.kill();
      });
    child.once('exit', () =>
      untilItWrites && took === undefined
        ? reject(new Error(`${args.join(' ')} ends without a word`))
        : resolve(took ?? performance.now() - started),
    );
  });
}

/** Requests on one connection, one after the other: signed and checked, and to the same handlers with nobody asking. */
async function signedRequests({ quick, say }: Task) {
  const count = quick ? 100 : 200;
  const what = `${count} requests on one connection`;
  say(what);
  let aheadMs = 0;
  const local = await startLocalCloud({ log: () => {}, clock: () => Date.now() + aheadMs });
  const unchecked = await startUnchecked();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    const { sign: signed } = await signer(local.configuration);
    // The functions cache this answer for some seconds, so the checks are most of its cost.
    const sign = () => signed('ProjectsAPI', 'GET', '/projects');
    const plain = { url: unchecked.url, headers: {} };
    const [ours, bound] = [await get(agent, await sign()), await get(agent, plain)];
    if (ours !== bound) throw new Error(`The handlers answer ${bound}, through the gateway ${ours}`);
    const contender = (name: string, role: 'bound' | 'ours', targeted: () => Promise<Target>): Contender => ({
      ...{ name, role },
      async time() {
        const target = await targeted();
        aheadMs += count * 2; // the stage takes 500 calls a second
        const started = performance.now();
        for (let done = 0; done < count; done += 1) await get(agent, target);
        return performance.now() - started;
      },
    });
    const contenders = [
      contender('unchecked', 'bound', async () => plain),
      contender('local cloud', 'ours', sign),
    ];
    const pace = quick ? { rounds: 6, within: 0.05 } : { rounds: 25, within: 0.02 };
    return await timed({ part: 'cloud', what, budget: 3 }, contenders, pace);
  } finally {
    agent.destroy();
    await Promise.all([local.stop(), unchecked.stop()]);
  }
}

type Target = Pick<SignedRequest, 'url' | 'headers'>;

/** The same bundles over the same kind of store, behind a server that asks for nothing. */
async function startUnchecked(): Promise<{ url: string; stop(): Promise<void> }> {
  const model = readStack(await synthesise(), (logicalId, type) =>
    type === 'AWS::Cognito::UserPool' ? 'us-east-1_AbC123xyz' : logicalId,
  );
  const authenticate = () => ({ authorize: () => {} });
  const store = await openStore({ dir: null, tables: model.tables, authenticate });
  const functions = startFunctions({ model, storeUrl: store.url, credentials: createRoleCredentials() });
  const ask = createTaskCaller(model, functions, 'somebody', 'ProjectsAPI');
  const server = await startHttpServer({
    ...{ port: 0, clock: createClock(), report: (error: unknown) => console.error(error) },
    async handle({ method, target }) {
      const { status, body } = await ask(method, target);
      return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    },
  });
  return {
    url: `http://127.0.0.1:${server.port}/projects`,
    async stop() {
      await server.close();
      await functions.close();
      await store.close();
    },
  };
}

/** @returns the body. @throws Error for any answer but a 200 */
function get(agent: Agent, { url, headers }: Target): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest(url, { agent, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(parts).toString();
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(`${url} answers ${response.statusCode}: ${text}`));
      });
    });
    asked.on('error', reject);
    asked.end();
  });
}
