import type { Rolldown } from 'vite';
import type { Target } from '../../../../src/dev/build/manifest.ts';
import { buildFor } from '../../../../src/dev/build.ts';

/** The files of a whole build, made in memory as it is delivered. */
export async function builtFiles(target: Target): Promise<Map<string, string>> {
  const built = await buildFor(target, { logLevel: 'error', build: { write: false } });
  // `build` answers with several results, or a watcher, only where the configuration asks for it.
  const { output } = built as Rolldown.RolldownOutput;
  return new Map(
    output.map((one) => [one.fileName, one.type === 'chunk' ? one.code : Buffer.from(one.source).toString()]),
  );
}
