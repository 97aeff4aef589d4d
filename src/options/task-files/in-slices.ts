/** Items that are taken between two pauses. */
const slice = 250;

/**
 * Takes all items, with pauses between them, so that a page stays usable meanwhile.
 *
 * @param pause resolves when the next slice may run
 */
export async function inSlices<T>(items: Iterable<T>, pause: () => Promise<void>): Promise<T[]> {
  const taken: T[] = [];
  for (const item of items) {
    taken.push(item);
    if (taken.length % slice === 0) await pause();
  }
  return taken;
}
