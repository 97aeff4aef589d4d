import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
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

  it('SE14: are readable by their owner alone, those of an earlier version too', async () => {
    const records = join(dir, 'records');
    const others = async () => {
      const paths = [records, ...(await readdir(records)).map((name) => join(records, name))];
      const modes = await Promise.all(paths.map(async (path) => [path, (await stat(path)).mode & 0o777]));
      return modes.filter(([path, mode]) => mode !== (path === records ? 0o700 : 0o600));
    };
    for (const started of [1, 2]) {
      const opened = await openRecords(records);
      expect(await others(), `start ${started}`).toEqual([]);
      await opened.table('note', note).put('token', { text: 'secret' });
      await opened.close();
      await chmod(records, 0o755);
      for (const name of await readdir(records)) await chmod(join(records, name), 0o644);
    }
  });

  it('belong to one process at a time', async () => {
    const first = await openRecords(dir);
    await expect(openRecords(dir)).rejects.toThrow(RecordsInUse);
    await first.close();
  });
});
