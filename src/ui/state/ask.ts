/**
 * How a screen calls the background. It retries while the background starts. Every call has a time limit, except
 * calls that wait for a person.
 */
import { CodedError } from '../../contract/errors.ts';
import type {
  Answer,
  OperationInput,
  OperationName,
  OperationOutput,
  Request,
} from '../../contract/operations.ts';

/**
 * Longest wait for an answer, in ms. It is longer than the background's own limits, so that the background answers
 * first.
 */
export const timeLimit = 40_000;

/** The operation that waits for a person. It has no limit. */
const unlimited: OperationName = 'account.signInInBrowser';

/** Waits before each retry, in ms. A busy machine takes seconds to start a background. */
const pauses = [50, 150, 400, 1000, 2000, 4000, 8000];

/**
 * Errors that pass: the background was starting (so nothing has been done yet), or it was stopped before it answered.
 */
const passing =
  /Receiving end does not exist|Could not establish connection|(port|channel) closed|disconnected|destroyed before|back\/forward cache/i;

export interface CallDependencies {
  send(request: Request): Promise<unknown>;
  /** Resolves after so many ms. */
  pause(ms: number): Promise<void>;
  /** The `sub` of the account that this screen shows. */
  shown?(): string | undefined;
}

/** `undefined` if the operation takes no input. */
export type Input<N extends OperationName> =
  undefined extends OperationInput<N> ? [input?: undefined] : [input: OperationInput<N>];

export type Call = <N extends OperationName>(name: N, ...input: Input<N>) => Promise<OperationOutput<N>>;

/**
 * Makes the function that calls an operation by its name.
 *
 * It resolves with the operation's value, or rejects with the {@link CodedError} of the refusal. It rejects with
 * `timeout` after {@link timeLimit}, unless the operation waits for a person. A message without an answer is sent again
 * with the same id, so that nothing is made twice.
 */
export function createCall({ send, pause, shown }: CallDependencies): Call {
  async function ask(request: Request): Promise<unknown> {
    for (let tries = 0; ; tries++) {
      const wait = pauses[tries];
      try {
        const answer = await send(request);
        if (isAnswer(answer)) {
          if (answer.ok) return answer.value;
          throw new CodedError(answer.error.code, answer.error.data);
        }
        // An empty answer: the listener was removed during the call.
        if (wait === undefined) throw new CodedError('internal');
      } catch (error) {
        if (error instanceof CodedError) throw error;
        if (wait === undefined || !passing.test(String(error)))
          throw new CodedError('internal', undefined, { cause: error });
      }
      await pause(wait);
    }
  }

  return async (name, ...[input]) => {
    const sub = shown?.();
    const answer = ask({ id: makeRequestId(), operation: name, input, ...(sub !== undefined && { sub }) });
    const late = () =>
      pause(timeLimit).then(() => {
        throw new CodedError('timeout');
      });
    // The contract's table declares each operation's output, and both ends are built from it.
    return (name === unlimited ? answer : Promise.race([answer, late()])) as Promise<
      OperationOutput<typeof name>
    >;
  };
}

function isAnswer(value: unknown): value is Answer {
  return typeof Object(value).ok === 'boolean';
}

/**
 * Makes a UUID of version 7, RFC 9562: the time in ms, then random bits. A task gets the id of the request that created
 * it, so tasks of one day are listed in the order of their creation. `crypto.randomUUID` makes version 4, and does not
 * exist on pages without TLS, where the content script runs as well.
 */
export function makeRequestId(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  const [a, b, ...rest] = Array.from(crypto.getRandomValues(new Uint16Array(5)), (part) =>
    part.toString(16).padStart(4, '0'),
  );
  // The version's digit and the variant's take the place of random ones.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${a?.slice(1)}-8${b?.slice(1)}-${rest.join('')}`;
}
