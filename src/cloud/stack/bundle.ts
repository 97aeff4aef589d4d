/** Bundles a function: its handler and all that it imports, in one file. */
import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';

/**
 * Bundles in this process. The CDK's own construct starts npm for each function, which takes longer than the bundling.
 *
 * @param root the project's folder
 * @param entry path of the handler's file from there
 * @returns code whose handler is `index.handler`
 */
export function bundle(root: string, entry: string): Code {
  const tryBundle = (folder: string) => {
    buildSync({
      absWorkingDir: root,
      entryPoints: [entry],
      outfile: join(folder, 'index.mjs'),
      bundle: true,
      platform: 'node',
      format: 'esm',
      // Older than the deployed runtime, so that the same bundle runs on a developer's Node.
      target: 'node20',
      mainFields: ['module', 'main'],
      minify: true,
      keepNames: true,
      // CommonJS parts of the SDK call require(), which an ES module has to define itself.
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
      },
      logLevel: 'error',
    });
    return true;
  };
  return Code.fromAsset(root, {
    assetHashType: AssetHashType.OUTPUT,
    // The image would be the fallback of `local`. The command tells one function's bundle from another's.
    bundling: { image: DockerImage.fromRegistry('scratch'), command: [entry], local: { tryBundle } },
  });
}
