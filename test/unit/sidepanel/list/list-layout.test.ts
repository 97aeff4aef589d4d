import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut } from '../../../../src/sidepanel/list/list-layout.ts';

/** Groups of rows with heights, and what can be seen of them. */
const anyList = fc.record({
  groups: fc.array(fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 40 }), { maxLength: 6 }),
  heading: fc.integer({ min: 10, max: 50 }),
  top: fc.integer({ min: -500, max: 4_000 }),
  room: fc.integer({ min: 0, max: 900 }),
  kept: fc.array(fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 39 })), { maxLength: 2 }),
});

const idOf = (group: number, row: number) => `${group}/${row}`;

describe('the layout of a long list', () => {
  it('is as high as the whole list, and draws all that is seen or kept, each row in its place', () => {
    fc.assert(
      fc.property(anyList, ({ groups, heading, top, room, kept }) => {
        const heights = new Map(
          groups.flatMap((rows, group) => rows.map((height, row) => [idOf(group, row), height] as const)),
        );
        const heightOf = { row: (id: string) => heights.get(id) ?? 0, heading: () => heading };
        const keptIds = new Set(kept.map(([group, row]) => idOf(group, row)));
        const ids = groups.map((rows, group) => rows.map((_, row) => idOf(group, row)));
        const bottom = top + room;
        const layout = layOut(ids, heightOf, top, bottom, keptIds);

        const places = new Map<string, number>();
        let y = 0;
        for (const { group, above, rows, below } of layout.groups) {
          y += above + heading;
          for (const { index, gap } of rows) {
            places.set(idOf(group, index), y + gap);
            y += gap + (groups[group]?.[index] ?? 0);
          }
          y += below;
        }
        let real = 0;
        groups.forEach((rows, group) => {
          real += heading;
          rows.forEach((height, row) => {
            const id = idOf(group, row);
            if (places.has(id)) expect(places.get(id)).toBe(real);
            else expect(real + height <= top || real >= bottom).toBe(true);
            if (keptIds.has(id)) expect(places.has(id)).toBe(true);
            real += height;
          });
        });
        expect(y + layout.below).toBe(real);
      }),
    );
  });

  it('draws a screenful of ten thousand rows', () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => String(index));
    const heightOf = { row: () => 58, heading: () => 38 };
    const { groups } = layOut([ids], heightOf, 290_000, 291_000, new Set(['0']));
    expect(groups[0]?.rows.length).toBeLessThan(25);
    expect(groups[0]?.rows[0]?.index).toBe(0);
  });
});
