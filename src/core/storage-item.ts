/** One stored value. Its maker decides where it is stored, and for how long. */
export interface StorageItem<T> {
  /** @returns null when absent */
  get(): Promise<T | null>;
  set(value: T): Promise<void>;
  remove(): Promise<void>;
}
