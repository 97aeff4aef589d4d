/** One execution environment: a worker thread that has loaded a function's bundle and answers one event at a time. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { LambdaFunction } from '../model.ts';

/** What a failed invocation answers with. https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html */
export interface FunctionFailure {
  errorType: string;
  errorMessage: string;
  trace?: string[];
}

export interface ExecutionEnvironment {
  /** The function's answer, or a FunctionFailure. Never rejects. */
  invoke(event: unknown): Promise<unknown>;
  /** False once it has crashed or run out of time: the next event needs another one. */
  readonly alive: boolean;
  close(): Promise<void>;
}

/** Bytes that an answer may have. */
const largestAnswer = 6 * 1024 * 1024;

export function startEnvironment(
  definition: LambdaFunction,
  env: Record<string, string>,
  log: (line: string) => void,
): ExecutionEnvironment {
  const [file, exportName] = definition.handler.split('.');
  const worker = new Worker(new URL('./worker.mjs', import.meta.url), {
    env,
    execArgv: [],
    stdout: true,
    stderr: true,
    workerData: { bundle: pathToFileURL(bundleFile(definition.codeDir, file ?? '')).href, exportName },
  });
  for (const stream of [worker.stdout, worker.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => text.split('\n').filter(Boolean).forEach(log));
  }

  let alive = true;
  let waiting: { requestId: string; settle: (answer: unknown) => void } | null = null;
  const settle = (answer: unknown) => waiting?.settle(answer);
  const failed = (failure: FunctionFailure) => {
    alive = false;
    settle(failure);
  };
  worker.on('message', ({ result, failure }: { result?: string; failure?: FunctionFailure }) => {
    settle(failure ?? readAnswer(result ?? 'null'));
  });
  worker.on('error', (error) => failed({ errorType: error.name, errorMessage: error.message }));
  worker.on('exit', (code) => {
    const message = `RequestId: ${waiting?.requestId} Error: Runtime exited with error: exit status ${code}`;
    failed({ errorType: 'Runtime.ExitError', errorMessage: message });
  });

  async function invoke(event: unknown): Promise<unknown> {
    const requestId = randomUUID();
    const answer = new Promise((resolve) => {
      waiting = { requestId, settle: resolve };
    });
    const deadline = Date.now() + definition.timeoutSeconds * 1000;
    const timer = setTimeout(() => {
      const seconds = definition.timeoutSeconds.toFixed(2);
      failed({
        errorType: 'Sandbox.Timedout',
        errorMessage: `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`,
      });
      void worker.terminate();
    }, definition.timeoutSeconds * 1000);
    worker.postMessage({ event: JSON.stringify(event), context: contextOf(definition, requestId), deadline });
    try {
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

function readAnswer(json: string): unknown {
  const bytes = Buffer.byteLength(json);
  if (bytes <= largestAnswer) return JSON.parse(json);
  const errorMessage = `Response payload size (${bytes} bytes) exceeded maximum allowed payload size (${largestAnswer} bytes).`;
  return { errorType: 'Function.ResponseSizeTooLarge', errorMessage } satisfies FunctionFailure;
}

const contextOf = (definition: LambdaFunction, awsRequestId: string) => ({
  awsRequestId,
  callbackWaitsForEmptyEventLoop: false,
  functionName: definition.name,
  functionVersion: '$LATEST',
  invokedFunctionArn: definition.arn,
  memoryLimitInMB: '512',
  logGroupName: `/aws/lambda/${definition.name}`,
  logStreamName: 'local',
});
