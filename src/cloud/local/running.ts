/**
 * Lets other commands of the same person find a running local cloud: a file in its data folder that only they can read.
 */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { privateFile } from './private-folder.ts';

const running = v.object({ url: v.string(), token: v.string() });
export type RunningCloud = v.InferOutput<typeof running>;

const fileIn = (dir: string): string => join(dir, 'running.json');

/** @returns removes the file again */
export async function announceRunning(dir: string, cloud: RunningCloud): Promise<() => Promise<void>> {
  await rm(fileIn(dir), { force: true }); // one from before keeps its mode
  await writeFile(fileIn(dir), JSON.stringify(cloud), { mode: privateFile });
  return () => rm(fileIn(dir), { force: true });
}

/** The cloud that runs on that folder; null if none does (a file may stay after a kill). */
export async function findRunning(dir: string): Promise<RunningCloud | null> {
  const text = await readFile(fileIn(dir), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const { url, token } = v.parse(v.pipe(v.string(), v.parseJson(), running), text);
  try {
    const answer = await fetch(`${url}/_local/config`, { headers: { 'x-local-token': token } });
    return answer.ok ? { url, token } : null;
  } catch {
    return null; // nobody listens there any more
  }
}
