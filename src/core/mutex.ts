/** Runs one thing at a time, in the order asked. */
export function createMutex(): <T>(run: () => Promise<T>) => Promise<T> {
  let turn: Promise<unknown> = Promise.resolve();
  return (run) => {
    const result = turn.then(run);
    turn = result.catch(() => undefined); // the caller of `result` gets the error; the next one still runs
    return result;
  };
}
