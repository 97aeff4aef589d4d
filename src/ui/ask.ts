/** How a screen asks the background: patient with one that was just stopped, and never waiting for ever. */
import { CodedError } from '../contract/errors.ts';
import type {
  Answer,
  OperationInput,
  OperationName,
  OperationOutput,
  Request,
} from '../contract/operations.ts';

/** Longest wait for an answer, in ms: longer than the background's own limits, so that its answer comes first. */
export const timeLimit = 40_000;

/** Waits before each further try, in ms. */
const pauses = [50, 150, 400, 1000];

/** Asked twice, these do what they do once; so they are repeated when the background died before it answered. */
const repeatable: ReadonlySet<OperationName> = new Set<OperationName>([
  'session.get',
  'session.remember',
  'session.intend',
  'projects.get',
  'projects.refresh',
  'tasks.page',
  'tasks.refresh',
  'tasks.summary',
  'tasks.complete',
  'tasks.reopen',
  'tasks.draft',
  'tasks.keepDraft',
  'card.show',
  'configuration.get',
  'configuration.preview',
  'page.session',
  'page.projects',
  'page.tasks',
  'page.complete',
]);

/** Nobody was listening: the background is starting, so nothing has been done yet. */
const undelivered = /Receiving end does not exist|Could not establish connection/i;
/** Somebody listened and was stopped before the answer. */
const cutOff = /(port|channel) closed|disconnected|destroyed before|back\/forward cache/i;

export interface Surroundings {
  send(request: Request): Promise<unknown>;
  /** Resolves after so many ms. */
  pause(ms: number): Promise<void>;
}

/** `undefined` where the operation takes no input. */
export type Input<N extends OperationName> =
  undefined extends OperationInput<N> ? [input?: undefined] : [input: OperationInput<N>];

export type Call = <N extends OperationName>(name: N, ...input: Input<N>) => Promise<OperationOutput<N>>;

/**
 * The function that asks for an operation by name.
 *
 * It answers with the operation's value, or throws the {@link CodedError} of the refusal; `timeout` after
 * {@link timeLimit}. A message that nobody received is sent again, one that was cut off only where that does no harm.
 */
export function createCall({ send, pause }: Surroundings): Call {
  async function ask(name: OperationName, request: Request): Promise<unknown> {
    for (let tries = 0; ; tries++) {
      const wait = pauses[tries];
      try {
        const answer = await send(request);
        if (isAnswer(answer)) {
          if (answer.ok) return answer.value;
          throw new CodedError(answer.error.code, answer.error.data);
        }
        // An empty answer: the listener went away while it was being asked.
        if (wait === undefined || !repeatable.has(name)) throw new CodedError('internal');
      } catch (error) {
        if (error instanceof CodedError) throw error;
        const reason = String(error);
        const again = undelivered.test(reason) || (cutOff.test(reason) && repeatable.has(name));
        if (!again || wait === undefined) throw new CodedError('internal', undefined, { cause: error });
      }
      await pause(wait);
    }
  }

  return async (name, ...[input]) => {
    const late = pause(timeLimit).then(() => {
      throw new CodedError('timeout');
    });
    // The contract's table says what each operation answers with; both ends are built from it.
    return Promise.race([ask(name, { operation: name, input }), late]) as Promise<
      OperationOutput<typeof name>
    >;
  };
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && 'ok' in value;
}
