/** Vitest's environment of these tests: Node, and an end to what a worker keeps from file to file. */
import type { Environment } from 'vitest/runtime';

declare global {
  /** Run when the worker ends. The tests have an instance of this module of their own, so it is kept here. */
  var endsOfWorker: (() => Promise<void>)[];
}

/** Has that run when the worker has run its last file. */
export function atEndOfWorker(end: () => Promise<void>): void {
  globalThis.endsOfWorker.push(end);
}

export default {
  name: 'worker',
  viteEnvironment: 'ssr',
  setup(global) {
    const ends: (() => Promise<void>)[] = [];
    Object.assign(global, { endsOfWorker: ends });
    return {
      async teardown() {
        for (const end of ends) await end();
      },
    };
  },
} satisfies Environment;
