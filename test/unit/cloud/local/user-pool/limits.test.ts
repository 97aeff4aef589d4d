import { describe, expect, it } from 'vitest';
import { createClock } from '../../../../../src/cloud/local/clock.ts';
import { openRecords } from '../../../../../src/cloud/local/records/records.ts';
import { attempts, createLimit, createLockOut } from '../../../../../src/cloud/local/user-pool/limits.ts';

const second = 1000;
const minute = 60 * second;

async function world() {
  const clock = createClock(() => 0);
  const table = (await openRecords(null)).table('attempts', attempts);
  return { clock, table };
}

describe('the lock-out after wrong passwords', () => {
  it('doubles from one second, up to a quarter of an hour', async () => {
    const { clock, table } = await world();
    const lockOut = createLockOut(table, clock);
    const lockedFor = () => {
      const start = clock.offsetMs;
      while (lockOut.isLocked('ann')) clock.offsetMs += second;
      return (clock.offsetMs - start) / second;
    };
    const seconds: number[] = [];
    for (let i = 0; i < 17; i++) {
      await lockOut.countFailure('ann');
      seconds.push(lockedFor());
    }
    expect(seconds).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
  });

  it('is forgotten after a right password, or a quiet quarter of an hour', async () => {
    const { clock, table } = await world();
    const lockOut = createLockOut(table, clock);
    const fail = async (times: number) => {
      for (let i = 0; i < times; i++) await lockOut.countFailure('ann');
    };
    await fail(5);
    await lockOut.forget('ann');
    expect(lockOut.isLocked('ann')).toBe(false);
    await fail(4);
    clock.offsetMs += 15 * minute;
    await fail(4);
    expect(lockOut.isLocked('ann')).toBe(false);
    await fail(1);
    expect(lockOut.isLocked('ann')).toBe(true);
    expect(lockOut.isLocked('bob')).toBe(false);
  });
});

describe('a limit', () => {
  it('allows so many in a window of time', async () => {
    const { clock, table } = await world();
    const limit = createLimit(table, clock, { most: 2, windowMs: minute });
    await limit.count('ann');
    expect(limit.isReached('ann')).toBe(false);
    clock.offsetMs += 59 * second;
    await limit.count('ann');
    expect(limit.isReached('ann')).toBe(true);
    expect(limit.isReached('bob')).toBe(false);
    clock.offsetMs += second;
    expect(limit.isReached('ann')).toBe(false);
  });
});
