/**
 * A write-ahead journal of one entry. A whole write is on disk before any part of it is applied.
 *
 * write `journal.json~` → fsync → rename to `journal.json` → apply → remove
 *
 * A process killed before the rename has changed nothing. One killed after it finishes the write at its next start.
 * Images are whole rows, so applying one twice has the same result as once.
 */
import { existsSync } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { privateFile } from '../private-folder.ts';
import type { Item } from './engine.ts';

/** The new state of a row; null if it is to be deleted. */
export interface RowImage {
  table: string;
  key: Item;
  item: Item | null;
}

export interface Journal {
  /** Applies all of the images, or none of them after a crash. Resolves once they are applied. */
  commit(images: readonly RowImage[]): Promise<void>;
  /** Finishes the write that a killed process had begun. */
  recover(): Promise<void>;
}

/**
 * @param file path of the journal; null for a database in memory, which has nothing to recover
 * @param apply writes one image to the database
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
    const handle = await open(path, 'w', privateFile);
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
