/** The opaque cursors of `GET /tasks`: a place in one owner's sequence, and when everything before it was seen. */
import { createHash } from 'node:crypto';
import { Failure } from '../http/failure.ts';
import { tombstoneSeconds } from './rows.ts';

export interface Place {
  /** The `seq` to go on after, 0 for the beginning. */
  seq: number;
  /** Epoch ms: from then on a deletion shows as a tombstone further on in the sequence, for as long as those last. */
  at: number;
}

/** Clocks of the functions and DynamoDB's may differ; a little early is no harm. */
const marginMs = 60 * 60 * 1000;

/**
 * The check finds a damaged cursor, and one that belongs to another owner. It protects nothing: whatever a cursor says,
 * the query stays inside the caller's own partition.
 */
const check = (owner: string, place: string): string =>
  createHash('sha256').update(`${owner} ${place}`).digest('base64url').slice(0, 12);

export function writeCursor(owner: string, { seq, at }: Place): string {
  const place = `${seq}.${at}`;
  return Buffer.from(`${place}.${check(owner, place)}`).toString('base64url');
}

/**
 * @param field the parameter it came in
 * @param now epoch ms
 * @throws Failure `invalid` where it is not a cursor of this owner; `gone` where deletions since then may have left no
 *   trace any more
 */
export function readCursor(owner: string, cursor: string, field: 'cursor' | 'since', now: number): Place {
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, seq, at] = /^(0|[1-9]\d{0,14})\.(\d{1,15})\.[\w-]{12}$/.exec(text) ?? [];
  const place = { seq: Number(seq), at: Number(at) };
  if (!seq || !at || writeCursor(owner, place) !== cursor) {
    throw new Failure('invalid', 'This is no cursor of yours.', { field });
  }
  if (now - place.at > tombstoneSeconds * 1000 - marginMs) {
    throw new Failure('gone', 'The cursor is too old. Read all tasks afresh.', { field });
  }
  return place;
}
