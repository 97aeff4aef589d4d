/** Routes every message from a screen or a content script. */
import * as v from 'valibot';
import { CodedError, toSafeError } from '../../contract/errors.ts';
import {
  type Answer,
  type OperationName,
  type OperationOutput,
  operations,
} from '../../contract/operations.ts';
import { uuid } from '../../domain/task.ts';
import type { Caller } from './sender.ts';

/**
 * Handles one operation. It runs only for callers of its tier, with parsed input. An operation with the output null
 * returns nothing.
 */
export type Handlers = {
  [N in OperationName]: (
    input: v.InferOutput<(typeof operations)[N]['input']>,
    caller: Caller,
    requestId: string,
  ) => OperationOutput<N> extends null ? Promise<void> : Promise<OperationOutput<N>>;
};

/** The handlers of some subjects: the part of an operation's name before the dot. */
export type HandlersOf<Subject extends string> = Pick<
  Handlers,
  Extract<OperationName, `${Subject}.${string}`>
>;

const request = v.object({
  id: uuid,
  operation: v.string(),
  input: v.optional(v.unknown()),
  sub: v.optional(v.string()),
});

/**
 * @param ready the handlers by operation, once the state is restored; if that fails, the call fails
 * @param report gets errors without a code, which are defects
 */
export function createRouter(
  ready: () => Promise<Handlers>,
  identify: (sender: unknown) => Promise<Caller | null>,
  report: (error: unknown) => void,
) {
  return async (message: unknown, sender: unknown): Promise<Answer> => {
    try {
      const caller = await identify(sender);
      // An unknown caller learns nothing, not even which operations exist.
      if (!caller) throw new CodedError('forbidden');
      const asked = v.safeParse(request, message);
      if (!asked.success) throw new CodedError('invalidInput');
      const { id, operation, sub } = asked.output;
      const { name, input } = admit(operation, asked.output.input, caller);
      const handlers = await ready();
      // The parsed input has the named operation's type: `admit` parsed it with that operation's schema.
      const handle = handlers[name] as (
        input: unknown,
        caller: Caller,
        requestId: string,
      ) => Promise<unknown>;
      const value = await handle(input, caller.tier === 'own' ? { ...caller, sub } : caller, id);
      return { ok: true, value: value ?? null };
    } catch (error) {
      if (!(error instanceof CodedError)) report(error);
      return { ok: false, error: toSafeError(error) };
    }
  };
}

function admit(name: string, input: unknown, caller: Caller): { name: OperationName; input: unknown } {
  if (!isOperation(name)) throw new CodedError(caller.tier === 'own' ? 'unknownOperation' : 'forbidden');
  const operation = operations[name];
  if (operation.tier !== caller.tier) throw new CodedError('forbidden');
  const parsed = v.safeParse(operation.input as v.GenericSchema, input);
  if (!parsed.success) throw new CodedError('invalidInput', { field: v.getDotPath(parsed.issues[0]) ?? '' });
  return { name, input: parsed.output };
}

const isOperation = (name: string): name is OperationName => Object.hasOwn(operations, name);
