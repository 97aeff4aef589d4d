/** The answers of a benchmark's worker: the output of each contender, and its time. */

/** The contenders of a case by name; each puts out a text that is the same for all. */
export type Work = Record<string, () => Promise<string>>;

export type Question =
  | { ask: 'output'; of: string; contender: string }
  | { ask: 'time'; of: string; contender: string; times: number };

/** @param cases the contenders of each case */
export function serve(cases: Record<string, Work>): void {
  const answer = async (question: Question): Promise<string | number> => {
    const work = cases[question.of]?.[question.contender];
    if (!work) throw new Error(`${question.contender} has nothing for ${question.of}`);
    if (question.ask === 'output') return work();
    const started = performance.now();
    for (let done = 0; done < question.times; done += 1) await work();
    return performance.now() - started;
  };
  chrome.runtime.onMessage.addListener((question: Question, _, respond) => {
    answer(question).then(
      (value) => respond({ value }),
      (error) => respond({ error: String(error?.stack ?? error) }),
    );
    return true;
  });
}
