/**
 * Simulates contention between writes, which one machine alone never shows. An item in a transaction refuses every
 * other write, and a partition accepts only so many write units a second.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html
 */

/** The properties of a write that decide about conflicts. */
export interface HotWrite {
  /** Rows with the same value share a partition's write units. */
  partition: string;
  /** Names the row, unique over all tables. */
  item: string;
  /** Write units: one for each 1,024 bytes begun, twice as many in a transaction. */
  units: number;
}

export type Admission = 'None' | 'TransactionConflict' | 'ThrottlingError';

export interface ContentionOptions {
  /** Epoch ms, real or simulated. */
  clock: () => number;
  /** Write units a second for each partition. Each partition key has its own partition, which is the best case. */
  unitsPerSecond?: number;
}

export interface Contention {
  /**
   * Requests admission for all writes of a request at once. The units are used up in any case, as AWS charges them.
   *
   * @returns a code for each; if all are `None`, the request may run until `leave`
   */
  enter(writes: readonly HotWrite[]): Admission[];
  leave(writes: readonly HotWrite[]): void;
}

const unitsOfPartition = 1000;

export function createContention({
  clock,
  unitsPerSecond = unitsOfPartition,
}: ContentionOptions): Contention {
  const inFlight = new Set<string>();
  const partitions = new Map<string, { units: number; at: number }>();

  /** A partition saves unused units, for a second at most. */
  function take({ partition, units }: HotWrite): boolean {
    const now = clock();
    const known = partitions.get(partition) ?? { units: unitsPerSecond, at: now };
    const available = Math.min(unitsPerSecond, known.units + ((now - known.at) / 1000) * unitsPerSecond);
    const granted = available >= units;
    partitions.set(partition, { units: granted ? available - units : available, at: now });
    return granted;
  }

  return {
    enter(writes) {
      const codes = writes.map((write): Admission => {
        if (!take(write)) return 'ThrottlingError';
        return inFlight.has(write.item) ? 'TransactionConflict' : 'None';
      });
      if (codes.every((code) => code === 'None')) for (const { item } of writes) inFlight.add(item);
      return codes;
    },
    leave(writes) {
      for (const { item } of writes) inFlight.delete(item);
    },
  };
}
