import { useState } from 'preact/hooks';

export interface Selection {
  /** Whether rows are chosen now, instead of completed. */
  on: boolean;
  ids: ReadonlySet<string>;
  start(): void;
  /** Ends it: nothing is chosen any more. */
  end(): void;
  toggle(taskId: string): void;
  add(taskIds: readonly string[]): void;
  /** Chooses these alone. */
  replace(taskIds: readonly string[]): void;
}

/** The tasks that the next action is for. @param shown only what is shown can be chosen */
export function useSelection(shown: readonly string[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string> | null>(null);
  const ids = new Set(chosen ? shown.filter((id) => chosen.has(id)) : []);
  return {
    on: chosen !== null,
    ids,
    start: () => setChosen(new Set()),
    end: () => setChosen(null),
    toggle: (taskId) =>
      setChosen((now) => {
        const next = new Set(now);
        if (!next.delete(taskId)) next.add(taskId);
        return next;
      }),
    add: (taskIds) => setChosen(new Set([...ids, ...taskIds])),
    replace: (taskIds) => setChosen(new Set(taskIds)),
  };
}
