/** Builds the extension for both browsers, in `dist/chrome` and `dist/firefox`, if a source has changed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bundled } from '../bundled.mjs';
import type { BrowserName } from '../drive/browser.ts';
import { localFolder, projectFolder } from '../project.ts';
import { hashOfInputs } from './inputs.ts';
import { type Target, targets } from './manifest.ts';
import { describeFiles } from './sizes.ts';

/** The folder of the built extension for a browser. */
export function builtFor(browser: BrowserName): string {
  return folderOf(browser === 'chromium' ? 'chrome' : 'firefox');
}

/** The configuration of the stack that was last deployed from here. It is stored beside the builds that contain it. */
export const deployedConfiguration = join(localFolder, 'deployed', 'configuration.json');

/** Copies the deployed configuration, if there is one, beside the manifest of both builds. */
export async function bundleConfiguration(): Promise<void> {
  if (!existsSync(deployedConfiguration)) return;
  for (const target of targets)
    await copyFile(deployedConfiguration, join(folderOf(target), 'configuration.json'));
}

/**
 * Builds the targets whose sources have changed since their last build. A new build replaces the old one at the end, so
 * that nobody loads an incomplete one.
 *
 * @returns the targets that were built
 * @throws Error if the build fails; the reason was printed before
 */
export async function buildExtension(wanted: readonly Target[] = targets): Promise<Target[]> {
  const hash = await hashOfInputs(projectFolder);
  const stale = await Promise.all(wanted.map(async (one) => !(await isBuilt(one, hash))));
  const toBuild = wanted.filter((_, at) => stale[at]);
  if (toBuild.length === 0) return [];
  await mkdir(localFolder, { recursive: true });
  const temporary = await mkdtemp(join(localFolder, 'build-'));
  try {
    await runVite(temporary, toBuild);
    for (const target of toBuild) await takePlace(target, join(temporary, target), hash);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  await bundleConfiguration();
  return toBuild;
}

/** A line about the build of a target. */
export async function describeBuild(target: Target): Promise<string> {
  return `${`dist/${target}`.padEnd(14)} ${await describeFiles(folderOf(target))}`;
}

/**
 * Makes production builds, each into a folder with the target's name. Vite runs in a process of its own: the
 * environment belongs to the build alone, and commands load Vite only if a source has changed.
 */
export async function runVite(folder: string, wanted: readonly Target[]): Promise<void> {
  const script = await bundled(projectFolder, 'src/dev/build/run-vite.ts');
  const vite = spawn(process.execPath, [script, folder, ...wanted], {
    cwd: projectFolder,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = await once(vite, 'exit');
  if (code !== 0) throw new Error('The extension could not be built; the reason is above.');
}

async function takePlace(target: Target, newBuild: string, hash: string): Promise<void> {
  await rm(folderOf(target), { recursive: true, force: true });
  await mkdir(dirname(folderOf(target)), { recursive: true });
  await rename(newBuild, folderOf(target));
  await writeFile(recordOf(target), hash);
}

async function isBuilt(target: Target, hash: string): Promise<boolean> {
  if (!existsSync(join(folderOf(target), 'manifest.json')) || !existsSync(recordOf(target))) return false;
  return (await readFile(recordOf(target), 'utf8')) === hash;
}

const folderOf = (target: Target): string => join(projectFolder, 'dist', target);
const recordOf = (target: Target): string => join(localFolder, `built-${target}.sha256`);
