/** The properties of an object that have one of the names, without those that are missing. */
export function pick<T extends object, K extends keyof T>(from: T, names: readonly K[]): Pick<T, K> {
  const kept = names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]]));
  return Object.fromEntries(kept) as Pick<T, K>; // under these names, with their values
}
