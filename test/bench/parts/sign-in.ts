/**
 * The computations of a sign-in. The bound is OpenSSL's modular exponentiation in Node on the same machine, with the
 * exponent lengths of Cognito's other clients, and with our shorter ones.
 */
import { createDiffieHellman, randomBytes } from 'node:crypto';
import {
  makeChallenge,
  makeVerifier,
  N,
  sessionKey,
} from '../../../src/cloud/local/user-pool/sign-in/srp.ts';
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
    const ours = inWorker(page, 'sign-in', 'countersign', 'ours');
    const pace = quick
      ? { rounds: 7, goes: 4, within: 0.05, sample: 10 }
      : { rounds: 25, goes: 8, within: 0.015, sample: 10 };
    /** They take thirty times as long: a few goes of many. */
    const dear = (name: string): Contender => ({
      ...inWorker(page, 'sign-in', name, 'peer'),
      every: quick ? pace.goes : pace.goes / 2,
    });
    return [
      await timed(
        { part: 'sign-in', what: 'the proof of a password', budget: 2 },
        [bound(challenge.B, 128), ours, ...peers.map(dear)],
        pace,
      ),
      await timed(
        { part: 'sign-in', what: 'the proof, beside OpenSSL with a secret as short' },
        [bound(challenge.B, 32), ours],
        pace,
      ),
    ];
  } finally {
    await browser.close();
  }
};

/**
 * The three powers of a sign-in: g^a, g^x and (B - kg^x)^(a + ux), where x and u are hashes. The modulus is another one of
 * the same length: where OpenSSL 3.5 knows the modulus, it takes longer, for it looks at each base first and refuses half of them.
 *
 * @param secretBytes of a
 */
function bound(B: string, secretBytes: number): Contender {
  const modulus = Buffer.from((N - 2n).toString(16), 'hex');
  const power = (base: bigint, exponent: Buffer) => {
    const group = createDiffieHellman(modulus, 2);
    group.setPrivateKey(exponent);
    const bytes = Buffer.from(base.toString(16).padStart(768, '0'), 'hex');
    return () => group.computeSecret(bytes);
  };
  const sum = randomBytes(Math.max(secretBytes, 64)); // as long as ux at least
  const powers = [
    power(2n, randomBytes(secretBytes)),
    power(2n, randomBytes(32)),
    power(BigInt(`0x${B}`), sum),
  ];
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
