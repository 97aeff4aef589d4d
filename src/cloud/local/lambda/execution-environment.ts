/** An execution environment: a worker thread that has loaded a function's bundle and answers one event at a time. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { LambdaFunction } from '../model.ts';

/** The answer of a failed invocation. https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html */
export interface FunctionFailure {
  errorType: string;
  errorMessage: string;
  trace?: string[];
}

export type Outcome =
  | { kind: 'answered'; result: unknown }
  /** It threw, crashed, or ran out of time or memory. */
  | { kind: 'failed'; failure: FunctionFailure };

export interface ExecutionEnvironment {
  /** Never rejects. */
  invoke(event: unknown): Promise<Outcome>;
  /** False once it has crashed or timed out: the next event needs another one. */
  readonly alive: boolean;
  close(): Promise<void>;
}

/** A message from the worker: the bundle is loaded, or an event has ended. */
type WorkerMessage = { ready: true } | { ready?: never; result?: string; failure?: FunctionFailure };

/**
 * A function's own time begins after it was loaded.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 */
const longestLoadMs = 10_000;
/** Lambda's limit on an answer, bytes. */
const largestAnswer = 6 * 1024 * 1024;

/** @param options.offsetMs offset of the function's clock from the machine's, read for each event */
export function startEnvironment(options: {
  definition: LambdaFunction;
  env: Record<string, string>;
  offsetMs(): number;
  log(line: string): void;
}): ExecutionEnvironment {
  const { definition, env, offsetMs, log } = options;
  const [file, exportName] = definition.handler.split('.');
  const worker = new Worker(new URL('./worker.mjs', import.meta.url), {
    env,
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: definition.memoryMb },
    workerData: {
      bundle: pathToFileURL(bundleFile(definition.codeDir, file ?? '')).href,
      exportName,
      offsetMs: offsetMs(),
    },
  });
  for (const stream of [worker.stdout, worker.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => text.split('\n').filter(Boolean).forEach(log));
  }

  let alive = true;
  let waiting: { requestId: string; settle: (outcome: Outcome) => void } | null = null;
  const settle = (outcome: Outcome) => waiting?.settle(outcome);
  const failed = (failure: FunctionFailure) => {
    alive = false;
    settle({ kind: 'failed', failure });
  };
  const exited = (how: string) => {
    const errorMessage = `RequestId: ${waiting?.requestId} Error: Runtime exited with error: ${how}`;
    failed({ errorType: 'Runtime.ExitError', errorMessage });
  };
  let loaded = () => {};
  const loading = new Promise<void>((resolve) => {
    loaded = resolve;
  });
  worker.on('message', (message: WorkerMessage) => {
    if (message.ready) loaded();
    else
      settle(
        message.failure ? { kind: 'failed', failure: message.failure } : readAnswer(message.result ?? 'null'),
      );
  });
  worker.on('error', (error: Error & { code?: unknown }) => {
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') exited('signal: killed');
    else failed({ errorType: error.name, errorMessage: error.message });
  });
  worker.on('exit', (code) => exited(`exit status ${code}`));

  async function invoke(event: unknown): Promise<Outcome> {
    const requestId = randomUUID();
    const answer = new Promise<Outcome>((resolve) => {
      waiting = { requestId, settle: resolve };
    });
    const leftMs = definition.timeoutSeconds * 1000;
    const end = () => {
      const seconds = definition.timeoutSeconds.toFixed(2);
      failed({
        errorType: 'Sandbox.Timedout',
        errorMessage: `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`,
      });
      void worker.terminate();
    };
    let timer = setTimeout(end, longestLoadMs + leftMs);
    try {
      await Promise.race([loading, answer]);
      if (alive) {
        clearTimeout(timer);
        timer = setTimeout(end, leftMs);
        const context = contextOf(definition, requestId);
        worker.postMessage({ event: JSON.stringify(event), context, leftMs, offsetMs: offsetMs() });
      }
      return await answer;
    } finally {
      clearTimeout(timer);
      waiting = null;
    }
  }

  return {
    invoke,
    get alive() {
      return alive;
    },
    async close() {
      await worker.terminate();
    },
  };
}

function bundleFile(dir: string, name: string): string {
  const file = ['.mjs', '.js', '.cjs'].map((extension) => path.join(dir, name + extension)).find(existsSync);
  if (!file) throw new Error(`The bundle in ${dir} has no ${name}`);
  return file;
}

function readAnswer(json: string): Outcome {
  const bytes = Buffer.byteLength(json);
  if (bytes <= largestAnswer) return { kind: 'answered', result: JSON.parse(json) };
  const errorMessage = `Response payload size (${bytes} bytes) exceeded maximum allowed payload size (${largestAnswer} bytes).`;
  return { kind: 'failed', failure: { errorType: 'Function.ResponseSizeTooLarge', errorMessage } };
}

const contextOf = (definition: LambdaFunction, awsRequestId: string) => ({
  awsRequestId,
  callbackWaitsForEmptyEventLoop: false,
  functionName: definition.name,
  functionVersion: '$LATEST',
  invokedFunctionArn: definition.arn,
  memoryLimitInMB: String(definition.memoryMb),
  logGroupName: `/aws/lambda/${definition.name}`,
  logStreamName: 'local',
});
