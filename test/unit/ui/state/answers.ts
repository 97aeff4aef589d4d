/** A background that answers as the test says, and notes what it was asked. */
import type { OperationInput, OperationName, OperationOutput } from '../../../../src/contract/operations.ts';
import type { Call } from '../../../../src/ui/state/ask.ts';

type Answers = {
  [N in OperationName]?: (input: OperationInput<N>) => OperationOutput<N> | Promise<OperationOutput<N>>;
};

export function answering(answers: Answers): { call: Call; asked: OperationName[] } {
  const asked: OperationName[] = [];
  const call: Call = async (name, ...[input]) => {
    asked.push(name);
    const answer = answers[name];
    if (!answer) throw new Error(`the test has no answer to ${name}`);
    // Name and input belong together by the type of Call.
    return answer(input as OperationInput<typeof name>);
  };
  return { call, asked };
}

/** A promise that the test settles when it likes. */
export function deferred<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
