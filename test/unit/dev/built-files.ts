import { build, type Rolldown } from 'vite';
import type { Target } from '../../../src/dev/manifest.ts';
import { projectFolder } from '../../../src/dev/project.ts';

/** The files of a whole build, made in memory as it is delivered. */
export async function builtFiles(target: Target): Promise<Map<string, string>> {
  const before = process.env.TARGET;
  process.env.TARGET = target;
  try {
    const built = await build({ root: projectFolder, logLevel: 'error', build: { write: false } });
    // `build` answers with several results, or a watcher, only where the configuration asks for it.
    const { output } = built as Rolldown.RolldownOutput;
    return new Map(
      output.map((one) => [
        one.fileName,
        one.type === 'chunk' ? one.code : Buffer.from(one.source).toString(),
      ]),
    );
  } finally {
    if (before === undefined) delete process.env.TARGET;
    else process.env.TARGET = before;
  }
}
