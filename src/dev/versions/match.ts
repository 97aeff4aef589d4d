/** Matches versions with the names that people use. */

/**
 * The newest version that matches a name: a whole version, or its beginning up to the end of a number. `150` matches
 * `150.0.7871.100-1~deb12u1`; `15` does not.
 *
 * @param newestFirst the available versions
 * @throws Error in one sentence with the available versions, if none matches
 */
export function newestMatch(title: string, wanted: string, newestFirst: readonly string[]): string {
  const means = (version: string): boolean =>
    version.startsWith(wanted) && !/^\d/.test(version.slice(wanted.length));
  const found = newestFirst.find(means);
  if (wanted !== '' && found) return found;
  const toBeHad = newestOfEachMajor(newestFirst).join(', ') || 'none';
  throw new Error(`There is no ${title} ${wanted} to be had here; there are: ${toBeHad}.`);
}

/** Compares for a sort with the newest first. @param versions of numbers with points between them */
export function byAge(one: string, other: string): number {
  const [some, others] = [one, other].map((version) => version.split('.').map(Number));
  const at = (some ?? []).findIndex((number, place) => number !== others?.[place]);
  return at < 0 ? 0 : (others?.[at] ?? 0) - (some?.[at] ?? 0);
}

function newestOfEachMajor(newestFirst: readonly string[]): string[] {
  const major = (version: string): string => /^\d*/.exec(version)?.[0] ?? '';
  return newestFirst.filter(
    (one, at) => newestFirst.findIndex((other) => major(other) === major(one)) === at,
  );
}
