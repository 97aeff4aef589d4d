import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as published from 'valibot';
import { describe, expect, it } from 'vitest';
import { withoutSentences } from '../../../../src/dev/build/valibot-messages.ts';
import { projectFolder } from '../../../../src/dev/project.ts';

describe('the shipped valibot', () => {
  it('finds the same inputs wrong in the same places as the published one, without a sentence', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'countersign-'));
    try {
      const code = await readFile(join(projectFolder, 'node_modules/valibot/dist/index.mjs'), 'utf8');
      const path = join(folder, 'valibot.mjs');
      await writeFile(path, withoutSentences(code));
      const shipped: typeof published = await import(/* @vite-ignore */ path);
      const judge = (v: typeof published) => {
        const schema = v.strictObject({
          name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(5)),
          day: v.union([v.literal(''), v.pipe(v.string(), v.regex(/^\d+$/))]),
          list: v.optional(v.array(v.nullable(v.number()))),
          map: v.optional(v.record(v.pipe(v.string(), v.maxLength(1)), v.picklist(['a', 'b']))),
          count: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(9))),
          flag: v.nullish(v.boolean(), false),
          at: v.fallback(v.date(), new Date(0)),
          text: v.optional(v.pipe(v.string(), v.parseJson(), v.object({ a: v.unknown() }))),
          either: v.optional(v.union([v.pipe(v.string(), v.minLength(3)), v.pipe(v.string(), v.email())])),
        });
        const inputs = [
          { name: ' abc ', day: '12', list: [1, null] },
          { name: '', day: '' },
          { name: 'abcdef', day: 'x', more: 1 },
          { name: 'a', day: '', list: [1, 'two'] },
          { name: 'a', day: '', map: { x: 'a', y: 'c' } },
          { name: 'a', day: '', map: { xy: 'a' }, count: 1.5, flag: 0 },
          { name: 'a', day: '', count: 0, at: 'now', text: '{' },
          { name: 'a', day: '', count: 10, at: new Date(Number.NaN), text: '{"a":1}', either: 'ab' },
          { name: 'a', day: '', text: '{}', either: 'a@b.example', flag: null },
          { day: 7 },
          {},
          null,
        ];
        return inputs.map((input) => {
          const parsed = v.safeParse(schema, input);
          return parsed.success
            ? parsed.output
            : parsed.issues.map((issue) => [issue.kind, issue.input, v.getDotPath(issue)]);
        });
      };
      expect(judge(shipped)).toEqual(judge(published));
      const [issue] = shipped.safeParse(shipped.string(), 1).issues ?? [];
      expect(issue).not.toHaveProperty('message');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('is refused where it has changed', () => {
    expect(() => withoutSentences('const other = {};')).toThrow('not found');
  });
});
