/** Runs a step and prints its result. It rethrows the step's error. */
export type Step = <T>(name: string, run: () => Promise<T>) => Promise<T>;
