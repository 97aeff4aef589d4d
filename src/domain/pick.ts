/** The named properties of an object, without missing ones. */
export function pick<T extends object, K extends keyof T>(from: T, names: readonly K[]): Pick<T, K> {
  const kept = names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]]));
  return Object.fromEntries(kept) as Pick<T, K>; // the keys are these names, the values are theirs
}
