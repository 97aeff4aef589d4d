/** Computes the rows of a long list to draw, and the space of the others. All lengths are CSS pixels. */

export interface LaidOutGroup {
  /** Index of the group. */
  group: number;
  /** Space of the skipped groups before it. */
  above: number;
  /** The rows to draw, each with the space of the skipped rows before it. */
  rows: { index: number; gap: number }[];
  /** Space of the skipped rows at its end. */
  below: number;
}

export interface ListLayout {
  groups: LaidOutGroup[];
  /** Space of the skipped groups at the end. */
  below: number;
}

/**
 * @param groups the ids of each group's rows
 * @param heightOf the height of a row by its id, of a heading by its group's index; measured or estimated
 * @param top,bottom the visible range, from the list's own top
 * @param kept rows that are always drawn: the one with the focus must not disappear
 */
export function layOut(
  groups: readonly (readonly string[])[],
  heightOf: { row(id: string): number; heading(group: number): number },
  top: number,
  bottom: number,
  kept: ReadonlySet<string>,
): ListLayout {
  const laidOut: LaidOutGroup[] = [];
  let y = 0;
  let above = 0;
  groups.forEach((ids, group) => {
    const start = y;
    y += heightOf.heading(group);
    const isHeadingSeen = y > top && start < bottom;
    const rows: { index: number; gap: number }[] = [];
    let gap = 0;
    ids.forEach((id, index) => {
      const height = heightOf.row(id);
      if ((y + height > top && y < bottom) || kept.has(id)) {
        rows.push({ index, gap });
        gap = 0;
      } else gap += height;
      y += height;
    });
    if (isHeadingSeen || rows.length > 0) {
      laidOut.push({ group, above, rows, below: gap });
      above = 0;
    } else above += y - start;
  });
  return { groups: laidOut, below: above };
}
