/** Makes the CloudFormation template and the bundles. The CDK runs in a process of its own; the results are cached. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseContext, type StackContext, stackNameKey } from './options.ts';

export interface Synth {
  /** The cloud assembly: template, manifest and assets. */
  dir: string;
  templateFile: string;
}

const root = fileURLToPath(new URL('../../../', import.meta.url));
/** The sources of an assembly: files and folders, from the project's root. */
export const synthesisedFrom = [
  'src/cloud/stack',
  'src/cloud/handlers',
  'src/contract',
  'src/domain',
  'package-lock.json',
  'tsconfig.json',
];
const kept = path.join(root, '.countersign', 'synth');
const keptMs = 30 * 24 * 60 * 60 * 1000;

/**
 * Synthesises the stack, or returns the cached result of the same sources. Several processes may call it at once: each
 * makes its own, and the first to finish is kept.
 *
 * @param options.context the stack's options, such as `existenceErrors=hidden`
 * @param options.stackName on AWS; default: Countersign
 * @param options.validated also checks CloudFormation's rules, as a deployment should. The template is the same; it
 * takes five times as long
 * @throws Error in one sentence if the context is wrong; with the CDK's own words if the stack or a handler is faulty
 */
export async function synthesise(
  options: { context?: StackContext; stackName?: string; validated?: boolean } = {},
): Promise<Synth> {
  parseContext(options.context ?? {}); // before a process is started for it
  const context = {
    '@aws-cdk/core:validateAgainstDefaultRules': true,
    [stackNameKey]: options.stackName ?? 'Countersign',
    ...options.context,
  };
  const validated = options.validated ?? false;
  const dir = path.join(kept, await hashOfSources({ ...context, validated }));
  if (!existsSync(dir)) {
    await mkdir(kept, { recursive: true });
    const own = await mkdtemp(path.join(kept, 'making-'));
    try {
      await runApp(own, context, validated);
      await rename(own, dir);
      await removeOld();
    } catch (error) {
      await rm(own, { recursive: true, force: true });
      if (!existsSync(dir)) throw error;
    }
  }
  return { dir, templateFile: path.join(dir, 'Countersign.template.json') };
}

/** Each change of the sources leaves an assembly behind. Those older than a month are removed. */
async function removeOld(): Promise<void> {
  for (const name of await readdir(kept)) {
    const { mtimeMs } = await stat(path.join(kept, name));
    if (Date.now() - mtimeMs > keptMs) await rm(path.join(kept, name), { recursive: true, force: true });
  }
}

/** Runs the app as the CDK's command line does: the folder and the context are in the environment. */
function runApp(outdir: string, context: Record<string, unknown>, validated: boolean): Promise<void> {
  const app = fileURLToPath(new URL('./app.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', app], {
    cwd: root,
    env: {
      ...process.env,
      CDK_OUTDIR: outdir,
      CDK_CONTEXT_JSON: JSON.stringify(context),
      CDK_VALIDATION: String(validated),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const listen = (chunk: Buffer) => {
    said += chunk;
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`The stack could not be synthesised:\n${said}`)),
    );
  });
}

async function hashOfSources(context: Record<string, unknown>): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(Object.entries(context).sort()));
  for (const file of (await Promise.all(synthesisedFrom.map(filesUnder))).flat().sort()) {
    hash.update(`\0${file}\0`).update(await readFile(path.join(root, file)));
  }
  return hash.digest('hex').slice(0, 24);
}

async function filesUnder(place: string): Promise<string[]> {
  if (path.extname(place)) return [place];
  const found = await readdir(path.join(root, place), { recursive: true, withFileTypes: true });
  return found
    .filter((one) => one.isFile())
    .map((one) => path.relative(root, path.join(one.parentPath, one.name)));
}
