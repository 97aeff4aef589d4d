/** Runs a step and prints how it went. It throws what the step threw. */
export type Step = <T>(name: string, run: () => Promise<T>) => Promise<T>;
