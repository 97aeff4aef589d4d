import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createThrottle } from '../../../../../src/cloud/local/gateway/throttle.ts';
import type { Route } from '../../../../../src/cloud/local/model.ts';

const route = (rateLimit: number, burstLimit: number): Route => ({
  ...{ method: 'GET', path: '/', authorization: 'NONE', authorizer: null },
  throttle: { rateLimit, burstLimit },
  integration: { kind: 'mock', statusCode: 200, headers: {} },
});

const limit = fc.integer({ min: 1, max: 50 });

it('never admits more than the burst and what the rate has filled since', () => {
  const steps = fc.array(fc.integer({ min: -2000, max: 2000 }), { maxLength: 200 });
  fc.assert(
    fc.property(limit, limit, steps, (rate, burst, waits) => {
      let now = 0;
      let forward = 0;
      let admitted = 0;
      const throttle = createThrottle(() => now);
      const limited = route(rate, burst);
      for (const wait of waits) {
        now += wait;
        forward += Math.max(0, wait);
        if (throttle.admits(limited)) admitted += 1;
      }
      expect(admitted).toBeLessThanOrEqual(burst + (forward / 1000) * rate + 1e-6);
    }),
  );
});

it('admits every call that keeps to the rate', () => {
  fc.assert(
    fc.property(limit, limit, (rate, burst) => {
      let now = 0;
      const throttle = createThrottle(() => now);
      const limited = route(rate, burst);
      for (let i = 0; i < 100; i++) {
        expect(throttle.admits(limited)).toBe(true);
        now += Math.ceil(1000 / rate);
      }
    }),
  );
});

it('counts each route by itself, one without limits not at all, and begins anew when it is told to', () => {
  const throttle = createThrottle(() => 0);
  const [one, other] = [route(1, 1), route(1, 1)];
  const free: Route = { ...one, throttle: null };
  expect([throttle.admits(one), throttle.admits(one), throttle.admits(other)]).toEqual([true, false, true]);
  for (let i = 0; i < 100; i++) expect(throttle.admits(free)).toBe(true);
  throttle.reset();
  expect(throttle.admits(one)).toBe(true);
});
