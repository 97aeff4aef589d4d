import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@aws-sdk/signature-v4';
import * as vectors from '@aws-sdk/signature-v4-vectors/dist-cjs/suite.fixture.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Sha256 } from '../../../../src/core/api/sha256.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const signer = () => new SignatureV4({ ...vectors, sha256: Sha256, applyChecksum: false });

describe('Sha256', () => {
  it.each(vectors.requests)('signs AWS’s example $name', async ({ request, authorization }) => {
    const { signingDate } = vectors;
    const signed = await signer().sign(request, { signingDate });
    expect(signed.headers.authorization).toBe(authorization);
  });

  it('hashes as Node does, whatever the pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 200 })), async (pieces) => {
        const ours = new Sha256();
        const theirs = createHash('sha256');
        for (const piece of pieces) {
          ours.update(piece);
          theirs.update(piece);
        }
        expect(hex(await ours.digest())).toBe(theirs.digest('hex'));
      }),
    );
  });

  it('authenticates as Node does, with keys of text and of bytes', async () => {
    const key = fc.oneof(fc.string({ minLength: 1 }), fc.uint8Array({ minLength: 1, maxLength: 100 }));
    await fc.assert(
      fc.asyncProperty(key, fc.string(), async (key, data) => {
        const ours = new Sha256(key);
        ours.update(data);
        expect(hex(await ours.digest())).toBe(createHmac('sha256', key).update(data).digest('hex'));
      }),
    );
  });

  it('starts anew after a reset', async () => {
    const hash = new Sha256();
    hash.update('other');
    hash.reset();
    hash.update('data');
    expect(hex(await hash.digest())).toBe(createHash('sha256').update('data').digest('hex'));
  });
});
