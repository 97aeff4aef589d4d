import { useState } from 'preact/hooks';

export interface Selection {
  /** Whether a click on a row selects it, instead of completing it. */
  on: boolean;
  ids: ReadonlySet<string>;
  start(): void;
  /** Ends the selection; no row is selected any more. */
  end(): void;
  toggle(taskId: string): void;
  add(taskIds: readonly string[]): void;
  /** Selects only these. */
  replace(taskIds: readonly string[]): void;
}

/** The tasks that the next action applies to. @param shown ids of the visible tasks; only these can be selected */
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
