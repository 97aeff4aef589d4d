/** Runs `make` at the first call; every call gets the same result. After a failure, the next call runs it again. */
export function lazy<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

/** {@link lazy}, for each key by itself and for as long as the key is there. */
export function lazyFor<K extends object, T>(make: (key: K) => Promise<T>): (key: K) => Promise<T> {
  const made = new WeakMap<K, () => Promise<T>>();
  return (key) => {
    const known = made.get(key) ?? lazy(() => make(key));
    made.set(key, known);
    return known();
  };
}
