/** `npm run build`: builds the extension for both browsers, in `dist/chrome` and `dist/firefox`. */
import { buildExtension, describeBuild } from '../build/extension.ts';
import { targets } from '../build/manifest.ts';

async function main(): Promise<void> {
  try {
    const built = await buildExtension();
    for (const target of targets) {
      const line = await describeBuild(target);
      console.log(built.includes(target) ? line : `${line}, unchanged`);
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

await main();
