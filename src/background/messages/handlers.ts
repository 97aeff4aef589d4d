/** The form of a handler, and of the caller that it answers. */
import type * as v from 'valibot';
import type { OperationName, OperationOutput, operations, Tier } from '../../contract/operations.ts';

export type Caller =
  /** `sub`: the account that the screen shows, if the request has it. */
  | { tier: Extract<Tier, 'own'>; sub?: string | undefined }
  | {
      tier: Extract<Tier, 'page'>;
      tabId: number;
      documentId?: string | undefined;
      address: string;
      title: string;
    };

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
