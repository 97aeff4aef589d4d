/** The benchmark's temporary folders. None outlives its run: one that was interrupted clears up, or the next one does. */
import { rmSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** With the process that uses the folder, so that another knows whether anybody still does. */
const name = /^countersign-bench-(\d+)-/;
/** A browser that has just been killed may still write for a moment. */
const patiently = { recursive: true, force: true, maxRetries: 10, retryDelay: 200 };

const folders = new Set<string>();

export async function makeTemporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `countersign-bench-${process.pid}-`));
  folders.add(folder);
  return folder;
}

export async function removeTemporaryFolder(folder: string): Promise<void> {
  await rm(folder, patiently);
  folders.delete(folder);
}

/** Has an interruption clear up too. To be called after the browsers' own provision for it. */
export function clearUpWhenInterrupted(): void {
  process.once('exit', () => {
    for (const folder of folders) rmSync(folder, patiently);
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
}

/** Removes what runs have left that were killed. */
export async function removeAbandonedFolders(folder = tmpdir()): Promise<void> {
  for (const entry of await readdir(folder)) {
    const [, owner] = name.exec(entry) ?? [];
    if (owner && !isRunning(Number(owner))) await rm(join(folder, entry), patiently);
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0); // asks only
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code !== 'ESRCH';
  }
}
