/** The opaque cursor of `GET /projects`: the last row of a page, and the reading that the page belongs to. */
import * as v from 'valibot';
import { type ProjectMonth, projectMonth } from '../../../domain/project-counters.ts';
import { Failure } from '../http/failure.ts';

export type Place = Pick<ProjectMonth, 'project' | 'month'>;

export interface Cursor {
  /** Epoch ms: the next page comes from this reading or a later one. */
  at: number;
  last: Place;
}

const time = v.pipe(v.number(), v.integer(), v.minValue(0));
const written = v.pipe(
  v.string(),
  v.parseJson(),
  v.strictTuple([time, v.string(), projectMonth.entries.month]),
);

export function writeCursor({ at, last }: Cursor): string {
  return Buffer.from(JSON.stringify([at, last.project, last.month])).toString('base64url');
}

/**
 * Parses a cursor. A forged one does no harm: it names a place in public data.
 *
 * @throws Failure `invalid` if it is not one of ours
 */
export function readCursor(text: string): Cursor {
  const parsed = v.safeParse(written, Buffer.from(text, 'base64url').toString());
  if (parsed.success) {
    const [at, project, month] = parsed.output;
    const cursor = { at, last: { project, month } };
    if (writeCursor(cursor) === text) return cursor;
  }
  throw new Failure('invalid', 'This is no cursor of this list.', { field: 'cursor' });
}
