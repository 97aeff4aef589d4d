/**
 * A write-ahead journal of one entry: what a write does is on disk, whole, before any of it is done.
 *
 *   write `journal.json~` → fsync → rename to `journal.json` → apply → remove
 *
 * A process killed before the rename has done nothing; one killed after it does the rest when it starts again. Images
 * are whole rows, so applying one twice is the same as once.
 */
import { existsSync } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import type { Item } from './engine.ts';

/** A row as it will be; null where it will be gone. */
export interface RowImage {
  table: string;
  key: Item;
  item: Item | null;
}

export interface Journal {
  /** All of the images or, after a crash, none or all of them. Resolves once they are applied. */
  commit(images: readonly RowImage[]): Promise<void>;
  /** Finishes what a killed process had begun. */
  recover(): Promise<void>;
}

/**
 * @param file where the journal lies; null for a database in memory, which has nothing to recover
 * @param apply puts one image into the database
 * @param onCrashPoint called between any two steps, so that a test can end the process there
 */
export function createJournal(
  file: string | null,
  apply: (image: RowImage) => Promise<unknown>,
  onCrashPoint: () => void,
): Journal {
  async function applyAll(images: readonly RowImage[]): Promise<void> {
    for (const image of images) {
      await apply(image);
      onCrashPoint();
    }
  }

  async function write(path: string, images: readonly RowImage[]): Promise<void> {
    const handle = await open(path, 'w');
    try {
      await handle.writeFile(JSON.stringify(images));
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  return {
    async commit(images) {
      if (!file) return applyAll(images);
      await write(`${file}~`, images);
      onCrashPoint();
      await rename(`${file}~`, file);
      onCrashPoint();
      await applyAll(images);
      await rm(file);
    },
    async recover() {
      if (!file || !existsSync(file)) return;
      await applyAll(JSON.parse(await readFile(file, 'utf8')) as RowImage[]); // written by commit alone
      await rm(file);
    },
  };
}
