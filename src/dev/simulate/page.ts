/** Replaces computed tables on a page, between `<!-- computed: NAME -->` and `<!-- /computed -->`. */

/** @throws Error if the page has no such place */
export function replaceTable(page: string, name: string, table: string): string {
  const begin = `<!-- computed: ${name} -->\n`;
  const end = '\n<!-- /computed -->';
  const from = page.indexOf(begin);
  const to = page.indexOf(end, from);
  if (from === -1 || to === -1) throw new Error(`The page has no place for the table "${name}".`);
  return page.slice(0, from + begin.length) + table + page.slice(to);
}
