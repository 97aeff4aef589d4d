/** What a sign-in computes. The bound is OpenSSL's modular exponentiation, of as many bits, in Node on the same machine. */
import { createDiffieHellman, createHash, randomBytes } from 'node:crypto';
import { makeChallenge, makeVerifier, N, sessionKey } from '../../../src/cloud/local/user-pool/srp.ts';
import { askWorker, inWorker } from '../asked.ts';
import { openBenchBrowser, workerExtension } from '../browser.ts';
import { bundle } from '../bundle.ts';
import type { Contender } from '../measure.ts';
import { type Part, timed } from '../row.ts';
import { type Proof, password, poolName, salt, username } from '../worker/sign-in-cases.ts';

const peers = ['amazon-cognito-identity-js', 'aws-amplify'];

export const signIn: Part = async ({ quick, say }) => {
  const { verifier } = makeVerifier(poolName, username, password, salt);
  const challenge = makeChallenge(verifier);
  const worker = await bundle('worker/sign-in.ts', { SERVER_NUMBER: challenge.B });
  const browser = await openBenchBrowser([workerExtension('sign-in', worker)]);
  try {
    const page = await browser.open('sign-in', '/page.html');
    for (const contender of ['countersign', ...peers]) {
      const output = String(await askWorker(page, { ask: 'output', of: 'sign-in', contender }));
      const { A, key }: Proof = JSON.parse(output);
      if (key !== sessionKey(A, challenge, verifier).toString('hex'))
        throw new Error(`The server arrives at another key than ${contender}`);
    }
    say('the proof of a password');
    const contenders: Contender[] = [
      bound(challenge.B),
      inWorker(page, 'sign-in', 'countersign', 'ours'),
      ...peers.map((name) => inWorker(page, 'sign-in', name, 'peer')),
    ];
    const pace = quick ? { rounds: 5, sample: 40 } : { rounds: 31, sample: 100 };
    return [await timed({ part: 'sign-in', what: 'the proof of a password', budget: 2 }, contenders, pace)];
  } finally {
    await browser.close();
  }
};

/** The three powers of a sign-in: g^a, g^x and B'^(a + ux), with a of 1024 bits and x a hash. */
function bound(B: string): Contender {
  const prime = Buffer.from(N.toString(16), 'hex');
  const power = (base: bigint, exponent: Buffer) => {
    const group = createDiffieHellman(prime, 2);
    group.setPrivateKey(exponent);
    const bytes = Buffer.from(base.toString(16).padStart(768, '0'), 'hex');
    return () => group.computeSecret(bytes);
  };
  const a = randomBytes(128);
  const x = createHash('sha256').update(a).digest();
  const powers = [power(2n, a), power(2n, x), power(BigInt(`0x${B}`), a)];
  return {
    name: 'bound',
    role: 'bound',
    async time(times) {
      const started = performance.now();
      for (let done = 0; done < times; done += 1) for (const one of powers) one();
      return performance.now() - started;
    },
  };
}
