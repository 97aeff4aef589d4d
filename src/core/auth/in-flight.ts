/**
 * Many callers, one request: what is in flight under a name is shared by all who ask within the same epoch.
 *
 * @param epoch the present one
 */
export function shareInFlight(epoch: () => number): <T>(name: string, start: () => Promise<T>) => Promise<T> {
  const inFlight = new Map<string, { epoch: number; promise: Promise<unknown> }>();
  return <T>(name: string, start: () => Promise<T>) => {
    const running = inFlight.get(name);
    // The map holds under each name only what that name's callers started.
    if (running && running.epoch === epoch()) return running.promise as Promise<T>;
    const entry = { epoch: epoch(), promise: start() };
    inFlight.set(name, entry);
    const clear = () => inFlight.get(name) === entry && inFlight.delete(name);
    entry.promise.then(clear, clear);
    return entry.promise;
  };
}
