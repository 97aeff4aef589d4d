/**
 * Simulates many people who add tasks to one project at the same time: the worst case for its counter. The transactions
 * are those of TasksAPI, the pauses those of its retries, the refusals those of the local store's contention. Only the
 * service's times are assumed.
 */
import * as v from 'valibot';
import { projectKeys, shardOf } from '../../cloud/handlers/tables/table-shapes.ts';
import { decide } from '../../cloud/handlers/tasks/decide.ts';
import { attempts, longestPause } from '../../cloud/handlers/tasks/retry.ts';
import { transactionItems } from '../../cloud/handlers/tasks/transaction.ts';
import { createContention, type HotWrite } from '../../cloud/local/store/contention.ts';
import { createTaskBody } from '../../contract/tasks-api.ts';
import { createRandom, type Random } from './random.ts';
import { createTimeline } from './timeline.ts';

export interface RushHour {
  shards: number;
  /** Changes of all people in one second. */
  changesPerSecond: number;
  seconds: number;
  seed: number;
}

export interface Outcome {
  /** Completed changes a second. */
  served: number;
  /** Share of the transactions that were cancelled by a conflict on an item. */
  conflicts: number;
  /** Share of the transactions that were cancelled because a partition had no write units left. */
  throttled: number;
  /** Transactions for each completed change. */
  tries: number;
  /** Share of the changes whose caller got `busy`. */
  busy: number;
  /** ms from the beginning to the end of a completed change. */
  p50: number;
  p99: number;
}

/**
 * Assumed times in ms, uniformly distributed within their bounds: DynamoDB's time to read three rows, to carry out a
 * transaction (which holds its items meanwhile), and to refuse one.
 */
export const assumedMs = { read: [2, 5], transaction: [8, 16], refusal: [4, 8] } as const;

export function simulateRushHour(hour: RushHour): Outcome {
  const random = createRandom(hour.seed);
  const timeline = createTimeline();
  const contention = createContention({ clock: timeline.now });
  const took = (what: keyof typeof assumedMs) => {
    const [least, most] = assumedMs[what];
    return random.between(least, most);
  };
  const latencies: number[] = [];
  const count = { conflicts: 0, throttled: 0, tries: 0, busy: 0 };

  function begin(): void {
    const started = timeline.now();
    const writes = writesOf(random, hour.shards);
    const tryAgain = (attempt: number): void => {
      if (attempt === attempts) {
        count.busy += 1;
        return;
      }
      const pause = attempt === 0 ? 0 : random.next() * longestPause(attempt);
      timeline.in(pause + took('read'), () => {
        count.tries += 1;
        const codes = contention.enter(writes);
        if (codes.every((code) => code === 'None')) {
          timeline.in(took('transaction'), () => {
            contention.leave(writes);
            latencies.push(timeline.now() - started);
          });
          return;
        }
        if (codes.includes('TransactionConflict')) count.conflicts += 1;
        else count.throttled += 1;
        timeline.in(took('refusal'), () => tryAgain(attempt + 1));
      });
    };
    tryAgain(0);
  }

  const changes = hour.changesPerSecond * hour.seconds;
  let at = 0;
  for (let index = 0; index < changes; index++) {
    at += (random.gap() * 1000) / hour.changesPerSecond;
    timeline.in(at, begin);
  }
  timeline.run();
  latencies.sort((a, b) => a - b);
  const quantile = (part: number) => latencies[Math.floor(part * (latencies.length - 1))] ?? 0;
  return {
    served: (latencies.length * 1000) / timeline.now(),
    conflicts: count.conflicts / count.tries,
    throttled: count.throttled / count.tries,
    tries: count.tries / Math.max(1, latencies.length),
    busy: count.busy / changes,
    p50: quantile(0.5),
    p99: quantile(0.99),
  };
}

/** The writes of TasksAPI for a new task in the project that everybody works on. */
function writesOf(random: Random, shards: number): HotWrite[] {
  const owner = random.uuid();
  const [taskId, changeId] = [random.uuid(), random.uuid()];
  const command = {
    kind: 'create' as const,
    taskId,
    changeId,
    body: v.parse(createTaskBody, {
      taskId,
      changeId,
      name: 'Write release notes',
      project: 'Release',
      due: '2026-11-21',
      createdOn: '2026-11-20',
    }),
  };
  const items = transactionItems({
    tables: { users: 'Users', tasks: 'tasks', projects: 'projects' },
    owner,
    command,
    decision: decide(command, null),
    sequence: null,
    now: Date.UTC(2026, 10, 20),
  });
  return items.map(({ Put, Update, Delete, ConditionCheck }) => {
    const write = Put ?? Update ?? Delete ?? ConditionCheck;
    if (!write) throw new Error('An item of the transaction writes nothing.');
    const row: Record<string, unknown> = { ...('Item' in write ? write.Item : write.Key) };
    if (write.TableName === 'projects') row[projectKeys.partition] = shardOf(owner, shards);
    const [partition, sort] = Object.values(row);
    return {
      partition: `${write.TableName} ${partition}`,
      item: `${write.TableName} ${partition} ${sort}`,
      units: 2 * Math.ceil(Buffer.byteLength(JSON.stringify(row)) / 1024),
    };
  });
}
