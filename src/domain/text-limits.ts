/** Longest texts, in UTF-16 units. A task stays far below DynamoDB's 400 kB an item. */
export const limits = { name: 500, project: 100, description: 5000, url: 2048, title: 500 } as const;

/**
 * The start of a text, cut between two characters as people see them (grapheme clusters: UAX #29).
 *
 * @param most length in UTF-16 units
 */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  // One character that is longer than that is cut between its code points.
  const start = new Intl.Segmenter().segment(text.slice(0, most * 2)).containing(most)?.index;
  return text.slice(0, start || most).replace(/[\ud800-\udbff]$/, '');
}
