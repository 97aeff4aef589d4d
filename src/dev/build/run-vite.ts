/**
 * Builds the extension for the given targets, each into a folder of its name. It prints only errors. extension.ts runs
 * it with two arguments or more: FOLDER TARGET…
 */
import { join } from 'node:path';
import { build, mergeConfig } from 'vite';
import { configFor, extensionBundler } from './config.ts';
import { targetNamed } from './manifest.ts';

async function main(): Promise<void> {
  try {
    const [folder, ...names] = process.argv.slice(2);
    if (folder === undefined) throw new Error('No folder is named.');
    const bundle = extensionBundler();
    for (const target of names.map(targetNamed)) {
      const place = { logLevel: 'warn', build: { outDir: join(folder, target) } };
      await build({ configFile: false, ...mergeConfig(configFor(target, bundle), place) });
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

await main();
