/** The stack's functions, run from the bundles that a deployment would upload. */
import type { RoleCredentialsRegistry } from '../iam/role-credentials.ts';
import type { LambdaFunction, StackModel } from '../model.ts';
import { functionEnvironment } from './environment.ts';
import { type ExecutionEnvironment, type Outcome, startEnvironment } from './execution-environment.ts';
import { withOwnAddresses } from './own-addresses.ts';
import { type Invoker, mayInvoke } from './permission.ts';

export type Invocation =
  | Outcome
  /** No permission of the stack allows this invoker. */
  | { kind: 'denied' }
  /** The invoker has stopped waiting; the function continues until its own time is up. */
  | { kind: 'late' };

export interface Functions {
  /**
   * Invokes a function for a service.
   *
   * @param options.timeoutMs time that the service waits; default: the function's own time
   * @throws Error for an ARN that the stack does not have
   */
  call(
    functionArn: string,
    event: unknown,
    options: { invoker: Invoker; timeoutMs?: number },
  ): Promise<Invocation>;
  /**
   * Invokes a function without a permission check. Returns the answer, or `{ errorType, errorMessage }` as Lambda does
   * for a crash, a time-out or an exception.
   *
   * @throws Error for an ARN that the stack does not have
   */
  invoke(functionArn: string, event: unknown): Promise<unknown>;
  /** Ends all environments, as a crash would: their work stops, and their memory is lost. */
  renew(): Promise<void>;
  close(): Promise<void>;
}

/** Events of one function that run at the same time. More of them wait; AWS would start more environments. */
const mostEnvironments = 4;

/**
 * @param options.credentials issues each function's credentials; the store looks them up there
 * @param options.clock the functions' own, epoch ms; default: the machine's
 * @param options.url the local cloud's, read when a function starts; without it own addresses stay as they are
 * @param options.log gets every line that a function writes
 */
export function startFunctions(options: {
  model: StackModel;
  storeUrl: string;
  credentials: RoleCredentialsRegistry;
  clock?: () => number;
  url?: () => string;
  log?: (functionName: string, line: string) => void;
}): Functions {
  const { model, storeUrl, credentials, clock = Date.now, url, log = () => {} } = options;
  const localise = (value: string) => (url ? withOwnAddresses(value, model, url()) : value);
  const pools = new Map<string, FunctionPool>();
  for (const [arn, definition] of model.functions) {
    const role = model.roles.get(definition.roleArn);
    if (!role) throw new Error(`The function ${definition.name} has no role ${definition.roleArn}`);
    const own = credentials.issue(role, definition.name);
    const start = () =>
      startEnvironment({
        definition,
        env: functionEnvironment(definition, own, { region: model.region, storeUrl, localise }),
        offsetMs: () => clock() - Date.now(),
        log: (line) => log(definition.name, line),
      });
    pools.set(arn, createPool(start, definition));
  }
  const poolOf = (functionArn: string) => {
    const pool = pools.get(functionArn);
    if (!pool) throw new Error(`There is no function ${functionArn}`);
    return pool;
  };
  return {
    async call(functionArn, event, { invoker, timeoutMs }) {
      const { definition, invoke } = poolOf(functionArn);
      if (!mayInvoke(definition, invoker)) return { kind: 'denied' };
      return timeoutMs === undefined ? invoke(event) : within(timeoutMs, invoke(event));
    },
    async invoke(functionArn, event) {
      const outcome = await poolOf(functionArn).invoke(event);
      return outcome.kind === 'answered' ? outcome.result : outcome.failure;
    },
    async renew() {
      await Promise.all([...pools.values()].map((pool) => pool.renew()));
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  };
}

function within(timeoutMs: number, outcome: Promise<Outcome>): Promise<Invocation> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Invocation>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'late' }), timeoutMs);
  });
  return Promise.race([outcome, late]).finally(() => clearTimeout(timer));
}

interface FunctionPool {
  definition: LambdaFunction;
  invoke(event: unknown): Promise<Outcome>;
  renew(): Promise<void>;
  close(): Promise<void>;
}

/** Environments stay warm and are used again, as on AWS. A dead one is replaced at the next event. */
function createPool(start: () => ExecutionEnvironment, definition: LambdaFunction): FunctionPool {
  const idle: ExecutionEnvironment[] = [];
  const all = new Set<ExecutionEnvironment>();
  const queue: (() => void)[] = [];
  let closed = false;

  function take(): ExecutionEnvironment | null {
    if (closed) throw new Error(`The function ${definition.name} has been stopped`);
    for (let one = idle.pop(); one; one = idle.pop()) {
      if (one.alive) return one;
      all.delete(one);
    }
    if (all.size >= mostEnvironments) return null;
    const started = start();
    all.add(started);
    return started;
  }

  function giveBack(environment: ExecutionEnvironment): void {
    if (environment.alive) idle.push(environment);
    else all.delete(environment);
    queue.shift()?.();
  }

  return {
    definition,
    async invoke(event) {
      let environment = take();
      while (!environment) {
        await new Promise<void>((resolve) => queue.push(resolve));
        environment = take();
      }
      try {
        return await environment.invoke(event);
      } finally {
        giveBack(environment);
      }
    },
    async renew() {
      const ended = [...all];
      idle.length = 0;
      all.clear();
      await Promise.all(ended.map((environment) => environment.close()));
    },
    async close() {
      closed = true;
      for (const waiting of queue.splice(0)) waiting();
      await Promise.all([...all].map((environment) => environment.close()));
    },
  };
}
