/** Which rows of a long list have to be drawn, and how much room the others take. All lengths in CSS pixels. */

export interface LaidOutGroup {
  /** Index of the group. */
  group: number;
  /** Room of the groups that are left out before it. */
  above: number;
  /** The rows to draw, each with the room of those that are left out before it. */
  rows: { index: number; gap: number }[];
  /** Room of the rows that are left out at its end. */
  below: number;
}

export interface ListLayout {
  groups: LaidOutGroup[];
  /** Room of the groups that are left out at the end. */
  below: number;
}

/**
 * @param groups the ids of each group's rows
 * @param heightOf the height of a row, known or guessed; of a heading by its group's index
 * @param top,bottom what can be seen, from the list's own top
 * @param kept rows that are drawn wherever they are: the one that has the focus must not go away
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
