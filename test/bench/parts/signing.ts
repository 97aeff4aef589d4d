/** Signing a request. The bound is three WebCrypto calls with a cached key. */
import aws4 from 'aws4';
import { verify } from '../../../src/cloud/local/sigv4/verify.ts';
import { askWorker, inWorker } from '../asked.ts';
import { openBenchBrowser, workerExtension } from '../browser.ts';
import { bundle } from '../bundle.ts';
import type { Contender } from '../measure.ts';
import { type Part, timed } from '../row.ts';
import { cases, credentials, type Request, region, service, signingDate } from '../worker/signing-cases.ts';

const peers = ['aws4fetch', 'aws-amplify', '@aws-sdk/signature-v4, sha256-js'];

/** Budget of design: twice the bound; hashing a large body is nearly all there is to it. */
const budgets: Record<string, number> = { GET: 2, 'POST 1 kB': 2, 'POST 100 kB': 2 };

export const signing: Part = async ({ quick, say }) => {
  const browser = await openBenchBrowser([workerExtension('signing', await bundle('worker/signing.ts'))]);
  try {
    const page = await browser.open('signing', '/page.html');
    const rows = [];
    for (const [what, request] of Object.entries(cases)) {
      say(what);
      for (const contender of ['countersign', ...peers])
        requireGood(
          contender,
          request,
          String(await askWorker(page, { ask: 'output', of: what, contender })),
        );
      requireGood('aws4', request, signedByAws4(request));
      const contenders: Contender[] = [
        inWorker(page, what, 'bound', 'bound'),
        inWorker(page, what, 'countersign', 'ours'),
        ...peers.map((name) => inWorker(page, what, name, 'peer')),
      ];
      const pace = quick
        ? { rounds: 9, goes: 3, within: 0.05, sample: 4 }
        : { rounds: 51, goes: 5, within: 0.015, sample: 8 };
      rows.push(await timed({ part: 'signing', what, budget: budgets[what] }, contenders, pace));
    }
    return rows;
  } finally {
    await browser.close();
  }
};

/** It needs Node's own modules, so it is no contender in a worker; its signature must be good all the same. */
function signedByAws4({ url, ...request }: Request): string {
  const { host, pathname, search } = new URL(url);
  const signed = aws4.sign(
    {
      ...{ ...request, host, path: pathname + search, service, region },
      headers: { ...request.headers, 'X-Amz-Date': '20261120T123456Z' },
    },
    credentials,
  );
  return JSON.stringify({ url, headers: signed.headers });
}

/** Whether a server would take it, and for whom it is meant. @throws ServiceError, or Error for another address */
function requireGood(contender: string, request: Request, output: string): void {
  const { url, headers }: { url: string; headers: Record<string, string> } = JSON.parse(output);
  const { host, pathname, search } = new URL(url);
  if (pathname + search !== new URL(request.url).pathname + new URL(request.url).search)
    throw new Error(`${contender} signs another address: ${url}`);
  const known = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
  const sent = [...known.set('host', host)].flat();
  const raw = {
    ...{ method: request.method, target: pathname + search, rawHeaders: sent },
    body: Buffer.from(request.body ?? ''),
  };
  const issued = { ...credentials, expiresAt: null };
  const find = (id: string) => (id === credentials.accessKeyId ? issued : undefined);
  verify(raw, { region, service }, find, signingDate.getTime());
}
