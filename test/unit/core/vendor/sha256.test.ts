import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Sha256 } from '../../../../src/core/vendor/sha256.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const data = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.uint8Array({ maxLength: 300 }));

describe('the library’s Sha256', () => {
  it('hashes as Node does, whatever the pieces', () => {
    fc.assert(
      fc.property(fc.array(data), (pieces) => {
        const ours = new Sha256();
        const theirs = createHash('sha256');
        for (const piece of pieces) {
          ours.update(piece);
          theirs.update(piece);
        }
        expect(hex(ours.digestSync())).toBe(theirs.digest('hex'));
      }),
    );
  });

  it('authenticates as Node does, with keys shorter and longer than a block', () => {
    fc.assert(
      fc.property(data, data, (key, message) => {
        const ours = new Sha256(key);
        ours.update(message);
        expect(hex(ours.digestSync())).toBe(createHmac('sha256', key).update(message).digest('hex'));
      }),
    );
  });

  it('leaves the key as it was', () => {
    const key = new Uint8Array([1, 2, 3]);
    new Sha256(key).digestSync();
    expect([...key]).toEqual([1, 2, 3]);
  });
});
