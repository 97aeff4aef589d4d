import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRecords, RecordsInUse } from '../../../../../src/cloud/local/records/records.ts';

const note = v.object({ text: v.string() });

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'countersign-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

describe('records', () => {
  it('are there again after they were closed, each in its own table', async () => {
    const first = await openRecords(dir);
    const notes = first.table('note', note);
    await notes.putAll([
      ['a', { text: 'one' }],
      ['b', { text: 'two' }],
    ]);
    await first.table('notebook', note).put('a', { text: 'other' });
    await notes.put('a', { text: 'three' });
    await notes.delete('b');
    await first.close();

    const second = await openRecords(dir);
    expect(second.table('note', note).values()).toEqual([{ text: 'three' }]);
    await second.table('note', note).clear();
    expect(second.table('notebook', note).get('a')).toEqual({ text: 'other' });
    await second.close();
  });

  it('keep the last of many writes to one row', async () => {
    const first = await openRecords(dir);
    const notes = first.table('note', note);
    await Promise.all(Array.from({ length: 200 }, (_, i) => notes.put('a', { text: String(i) })));
    await first.close();
    const second = await openRecords(dir);
    expect(second.table('note', note).get('a')).toEqual({ text: '199' });
    await second.close();
  });

  it('are refused when they are not what they should be', async () => {
    const first = await openRecords(dir);
    await first.table('note', note).put('a', { text: 'one' });
    await first.close();
    const second = await openRecords(dir);
    expect(() => second.table('note', v.object({ size: v.number() }))).toThrow(v.ValiError);
    await second.close();
  });

  it('belong to one process at a time', async () => {
    const first = await openRecords(dir);
    await expect(openRecords(dir)).rejects.toThrow(RecordsInUse);
    await first.close();
  });
});
