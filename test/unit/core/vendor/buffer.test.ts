import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Buffer as Ours } from '../../../../src/core/vendor/buffer.ts';

const bytes = fc.uint8Array({ maxLength: 300 });
const text = fc.string({ unit: 'binary', maxLength: 100 });

describe('the library’s Buffer', () => {
  it('prints bytes as Node’s does', () => {
    fc.assert(
      fc.property(bytes, fc.constantFrom('hex' as const, 'base64' as const), (data, encoding) => {
        expect(Ours.from(data).toString(encoding)).toBe(Buffer.from(data).toString(encoding));
      }),
    );
  });

  it('reads text as Node’s does', () => {
    fc.assert(
      fc.property(text, (data) => {
        expect([...Ours.from(data)]).toEqual([...Buffer.from(data)]);
        expect(Ours.from(data, 'utf8').toString()).toBe(data);
      }),
    );
  });

  it('reads hexadecimal and both alphabets of base64 as Node’s does', () => {
    fc.assert(
      fc.property(bytes, (data) => {
        const node = Buffer.from(data);
        expect([...Ours.from(node.toString('hex').toUpperCase(), 'hex')]).toEqual([...data]);
        expect([...Ours.from(node.toString('base64'), 'base64')]).toEqual([...data]);
        expect([...Ours.from(node.toString('base64url'), 'base64')]).toEqual([...data]);
      }),
    );
  });

  it('joins pieces', () => {
    fc.assert(
      fc.property(fc.array(bytes), (pieces) => {
        expect([...Ours.concat(pieces)]).toEqual(pieces.flatMap((piece) => [...piece]));
      }),
    );
  });
});
