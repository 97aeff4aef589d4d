import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { localFolder } from '../../project.ts';
import { inTime } from '../wait.ts';
import { startBare } from './start.ts';

/**
 * Makes an unused profile. Firefox needs as long to make one as for the rest of its start, so it makes one once; the
 * others are copies.
 */
export async function makeFirefoxProfile(executable: string, profileDir: string): Promise<void> {
  const { mtimeMs } = await stat(executable);
  const version = createHash('sha256').update(`${executable} ${mtimeMs}`).digest('hex').slice(0, 16);
  const pristine = join(localFolder, 'profiles', `firefox-${version}`);
  if (!existsSync(pristine)) await makePristine(executable, pristine);
  await cp(pristine, profileDir, { recursive: true });
}

/** Made beside its final place, so that nobody copies an incomplete one. */
async function makePristine(executable: string, pristine: string): Promise<void> {
  const profiles = join(pristine, '..');
  await mkdir(profiles, { recursive: true });
  const profileDir = await mkdtemp(join(profiles, 'new-'));
  try {
    const firefox = await startBare({ executable, profileDir, headless: true });
    try {
      await firefox.bidi.send('browser.close', {});
      await inTime('The end of Firefox', firefox.process.exited, 30_000);
    } finally {
      firefox.process.kill();
    }
    await rename(profileDir, pristine);
  } catch (error) {
    if (!existsSync(pristine)) throw error; // otherwise another process was first
  } finally {
    await rm(profileDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}
