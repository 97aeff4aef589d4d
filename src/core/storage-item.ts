/** One stored value. Where it lives, and how long, is the business of whoever makes it. */
export interface StorageItem<T> {
  /** @returns null when absent */
  get(): Promise<T | null>;
  set(value: T): Promise<void>;
  remove(): Promise<void>;
}
