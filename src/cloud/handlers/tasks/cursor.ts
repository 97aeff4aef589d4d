/** The opaque cursor of `GET /tasks`: a place in one owner's sequence. */
import { createHash } from 'node:crypto';
import { Failure } from '../failure.ts';

/**
 * The check finds a damaged cursor, and one that belongs to another owner. It protects nothing: whatever a cursor says,
 * the query stays inside the caller's own partition.
 */
const check = (owner: string, seq: string): string =>
  createHash('sha256').update(`${owner} ${seq}`).digest('base64url').slice(0, 12);

export function writeCursor(owner: string, seq: number): string {
  return Buffer.from(`${seq}.${check(owner, String(seq))}`).toString('base64url');
}

/** @throws Failure `invalid` where it is not a cursor of this owner */
export function readCursor(owner: string, cursor: string): number {
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, seq, sum] = /^([1-9]\d{0,14})\.([\w-]{12})$/.exec(text) ?? [];
  if (!seq || sum !== check(owner, seq) || writeCursor(owner, Number(seq)) !== cursor) {
    throw new Failure('invalid', 'This is no cursor of yours.', { field: 'cursor' });
  }
  return Number(seq);
}
