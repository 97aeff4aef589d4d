import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Cursor, readCursor, writeCursor } from '../../../../src/cloud/handlers/projects/cursor.ts';
import { pageOf } from '../../../../src/cloud/handlers/projects/page.ts';
import { applyDeltas, type ProjectMonth } from '../../../../src/domain/project-counters.ts';

const row = fc.record({
  project: fc.oneof(fc.constantFrom('A', 'a', 'a#b', '', '__proto__'), fc.string({ unit: 'binary' })),
  month: fc.constantFrom('2025-12', '2026-01', '2026-02'),
  added: fc.integer({ min: 1, max: 3 }),
  completed: fc.nat(3),
});
const list = fc.array(row).map((rows) => applyDeltas([], rows));

it('pages put one after the other are the list, by cursors that come back as they went', () => {
  fc.assert(
    fc.property(list, fc.integer({ min: 1, max: 9 }), fc.nat(), (rows, size, at) => {
      const turned: ProjectMonth[] = [];
      let after: Cursor['last'] | null = null;
      do {
        const page: ReturnType<typeof pageOf> = pageOf(rows, after, size);
        expect(page.projects.length).toBeLessThanOrEqual(size);
        turned.push(...page.projects);
        after = page.last && readCursor(writeCursor({ at, last: page.last })).last;
      } while (after);
      expect(turned).toEqual(rows);
    }),
  );
});

it('no text but a cursor is read as one', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
      expect(() => readCursor(text)).toThrow('no cursor of this list');
    }),
  );
});
