/**
 * Many callers, one request: within one epoch, all who ask while it is in flight share it.
 *
 * @param epoch the present one
 */
export function shareInFlight<T>(epoch: () => number, start: () => Promise<T>): () => Promise<T> {
  let running: { epoch: number; promise: Promise<T> } | null = null;
  return () => {
    if (running?.epoch === epoch()) return running.promise;
    const entry = { epoch: epoch(), promise: start() };
    running = entry;
    const clear = () => {
      if (running === entry) running = null;
    };
    entry.promise.then(clear, clear);
    return entry.promise;
  };
}
