/** Simulated time: events run in the order of their time. */
export interface Timeline {
  /** ms since the beginning. */
  now(): number;
  in(ms: number, happen: () => void): void;
  /** Runs until there are no more events. */
  run(): void;
}

interface Entry {
  at: number;
  /** Of two events at the same time, the one that was planned first runs first. */
  order: number;
  happen: () => void;
}

const before = (a: Entry, b: Entry): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

export function createTimeline(): Timeline {
  /** A binary heap. */
  const heap: Entry[] = [];
  let now = 0;
  let planned = 0;

  function swapIfBefore(child: number, parent: number): boolean {
    const [a, b] = [heap[child], heap[parent]];
    if (!a || !b || !before(a, b)) return false;
    [heap[child], heap[parent]] = [b, a];
    return true;
  }

  function takeFirst(): Entry | undefined {
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    heap[0] = last;
    for (let parent = 0; ; ) {
      const [left, right] = [2 * parent + 1, 2 * parent + 2];
      const [a, b] = [heap[left], heap[right]];
      const least = a && b && before(b, a) ? right : left;
      if (!swapIfBefore(least, parent)) return first;
      parent = least;
    }
  }

  return {
    now: () => now,
    in(ms, happen) {
      heap.push({ at: now + ms, order: planned++, happen });
      for (let at = heap.length - 1; at > 0; ) {
        const parent = (at - 1) >> 1;
        if (!swapIfBefore(at, parent)) return;
        at = parent;
      }
    },
    run() {
      for (let entry = takeFirst(); entry; entry = takeFirst()) {
        now = entry.at;
        entry.happen();
      }
    },
  };
}
