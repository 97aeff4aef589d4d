/** `npm run build`: the extension for both browsers, in `dist/chrome` and `dist/firefox`. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build, type InlineConfig } from 'vite';
import { type Target, targets } from './build/manifest.ts';
import type { BrowserName } from './drive/browser.ts';
import { localFolder, projectFolder } from './project.ts';

const inputs = ['manifest.json', 'vite.config.ts', 'package.json', 'package-lock.json', 'public', 'src'];
const noInputs = ['src/cloud', 'src/dev/drive', 'src/dev/tour'];

/** The folder of the built extension for a browser. */
export function builtFor(browser: BrowserName): string {
  return folderOf(browser === 'chromium' ? 'chrome' : 'firefox');
}

/** The configuration of the stack that was last deployed from here, kept beside the builds that it is put into. */
export const deployedConfiguration = join(localFolder, 'deployed', 'configuration.json');

/** Puts the deployed configuration, where there is one, beside the manifest of both builds. */
export async function bundleConfiguration(): Promise<void> {
  if (!existsSync(deployedConfiguration)) return;
  for (const target of targets)
    await copyFile(deployedConfiguration, join(folderOf(target), 'configuration.json'));
}

/** Builds what has changed since the last build, for these. Answers with the targets that were built. */
export async function buildExtension(wanted: readonly Target[] = targets): Promise<Target[]> {
  const hash = await hashOfInputs();
  const stale = await Promise.all(wanted.map(async (one) => !(await isBuilt(one, hash))));
  const toBuild = wanted.filter((_, at) => stale[at]);
  for (const target of toBuild) await buildTarget(target, hash);
  if (toBuild.length) await bundleConfiguration();
  return toBuild;
}

/** Builds beside the old build and takes its place at the end, so that nobody loads half of one. */
async function buildTarget(target: Target, hash: string): Promise<void> {
  await mkdir(localFolder, { recursive: true });
  const room = await mkdtemp(join(localFolder, 'build-'));
  try {
    await buildFor(target, { logLevel: 'warn', build: { outDir: join(room, target) } });
    await rm(folderOf(target), { recursive: true, force: true });
    await mkdir(dirname(folderOf(target)), { recursive: true });
    await rename(join(room, target), folderOf(target));
    await writeFile(recordOf(target), hash);
  } finally {
    await rm(room, { recursive: true, force: true });
  }
}

/** Runs Vite for a browser as for delivery, whatever the process around it is for: it is told so by the environment. */
export async function buildFor(target: Target, config: InlineConfig): ReturnType<typeof build> {
  const { TARGET, NODE_ENV } = process.env;
  Object.assign(process.env, { TARGET: target, NODE_ENV: 'production' });
  try {
    return await build({ root: projectFolder, ...config });
  } finally {
    restore('TARGET', TARGET);
    restore('NODE_ENV', NODE_ENV);
  }
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

async function isBuilt(target: Target, hash: string): Promise<boolean> {
  if (!existsSync(join(folderOf(target), 'manifest.json')) || !existsSync(recordOf(target))) return false;
  return (await readFile(recordOf(target), 'utf8')) === hash;
}

async function hashOfInputs(): Promise<string> {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for (const file of await filesIn(input)) {
      hash.update(`${file}\0`).update(
        createHash('sha256')
          .update(await readFile(join(projectFolder, file)))
          .digest(),
      );
    }
  }
  return hash.digest('hex');
}

/** Every file of that path, by paths from the project's root, in an order that does not depend on the machine. */
async function filesIn(path: string): Promise<string[]> {
  if (noInputs.includes(path)) return [];
  const full = join(projectFolder, path);
  if (!(await stat(full)).isDirectory()) return [path];
  const names = (await readdir(full)).sort();
  const nested = await Promise.all(names.map((name) => filesIn(`${path}/${name}`)));
  return nested.flat();
}

const folderOf = (target: Target): string => join(projectFolder, 'dist', target);
const recordOf = (target: Target): string => join(localFolder, `built-${target}.sha256`);

if (import.meta.filename === process.argv[1]) {
  const built = await buildExtension();
  console.log(
    built.length ? `Built ${built.map((one) => `dist/${one}`).join(' and ')}.` : 'Nothing has changed.',
  );
}
