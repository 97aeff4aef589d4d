/** The token buckets of a stage's methods. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html */
import type { Route } from '../model.ts';

export interface Throttle {
  /** Takes a token from the route's bucket; returns false if it is empty. A route without limits admits all calls. */
  admits(route: Route): boolean;
  /** Fills every bucket. */
  reset(): void;
}

/** @param now epoch ms; setting the clock back neither fills nor empties a bucket */
export function createThrottle(now: () => number): Throttle {
  let buckets = new WeakMap<Route, { tokens: number; at: number }>();
  return {
    admits(route) {
      if (!route.throttle) return true;
      const { rateLimit, burstLimit } = route.throttle;
      const at = now();
      const known = buckets.get(route) ?? { tokens: burstLimit, at };
      const filled = known.tokens + (Math.max(0, at - known.at) / 1000) * rateLimit;
      const tokens = Math.min(burstLimit, filled);
      const admitted = tokens >= 1;
      buckets.set(route, { tokens: admitted ? tokens - 1 : tokens, at });
      return admitted;
    },
    reset() {
      buckets = new WeakMap();
    },
  };
}
