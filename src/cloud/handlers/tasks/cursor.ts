/**
 * The opaque cursors of `GET /tasks`: a place in one owner's sequence, and the time before which everything was seen.
 */
import { createHash } from 'node:crypto';
import { Failure } from '../http/failure.ts';
import { tombstoneSeconds } from './rows.ts';

export interface Place {
  /** The `seq` after which the list continues, 0 for the beginning. */
  seq: number;
  /**
   * Epoch ms: a deletion after this time shows as a tombstone later in the sequence, for as long as tombstones last.
   */
  at: number;
}

/** The clocks of the functions and of DynamoDB may differ. A margin does no harm. */
const marginMs = 60 * 60 * 1000;

/**
 * The check finds a damaged cursor, or one of another owner. It is no protection: with any cursor, the query stays
 * inside the caller's own partition.
 */
const check = (owner: string, place: string): string =>
  createHash('sha256').update(`${owner} ${place}`).digest('base64url').slice(0, 12);

export function writeCursor(owner: string, { seq, at }: Place): string {
  const place = `${seq}.${at}`;
  return Buffer.from(`${place}.${check(owner, place)}`).toString('base64url');
}

/**
 * @param field the parameter that contains the cursor
 * @param now epoch ms
 * @throws Failure `invalid` if it is not a cursor of this owner; `gone` if tombstones of deletions since then may have
 * expired
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
