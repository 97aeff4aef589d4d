import { useLayoutEffect, useState } from 'preact/hooks';
import type { SafeError } from '../../contract/errors.ts';

/** A value that screens observe. Setting an equal value notifies nobody. */
export interface Store<T> {
  get(): T;
  set(next: T): void;
  /** Calls back after each change, until the returned function is called. */
  subscribe(listener: () => void): () => void;
}

/** A value of the background. The last known one stays visible while it is fetched again, and after a failure. */
export interface Loaded<T> {
  value: T;
  loading: boolean;
  error: SafeError | null;
}

export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The store's value. The component renders again after each change. */
export function useStore<T>(store: Store<T>): T {
  const [value, setValue] = useState(() => store.get());
  useLayoutEffect(() => {
    const read = () => setValue(() => store.get());
    read();
    return store.subscribe(read);
  }, [store]);
  return value;
}
