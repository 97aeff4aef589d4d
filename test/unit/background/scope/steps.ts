/** Random steps: everything that may happen on a device. */
import fc from 'fast-check';
import { type CloudName, cloudNames, type Person, people, type Way } from './fake-cloud.ts';

/** An act of a person or an event on the device, and the turns of the event loop after it. */
export type Step = { turns: number } & (
  | {
      do:
        | 'create'
        | 'edit'
        | 'complete'
        | 'delete'
        | 'draft'
        | 'importTasks'
        | 'capture'
        | 'refresh'
        | 'page'
        | 'dashboard'
        | 'profile'
        | 'notify'
        | 'terms'
        | 'reminders'
        | 'attributes'
        | 'verify'
        | 'password'
        | 'authenticator'
        | 'factors'
        | 'details'
        | 'deleteAccount'
        | 'endSessions'
        | 'restart';
    }
  | { do: 'signIn'; person: Person }
  | { do: 'signOut'; unsent: 'send' | 'discard' | undefined }
  | { do: 'settle'; unsent: 'keep' | 'discard' }
  | { do: 'configuration'; cloud: CloudName }
  | { do: 'policy'; cloud: CloudName | 'none' | 'broken' }
  | { do: 'alarm'; name: string }
  | { do: 'wait'; ms: number }
  | { do: 'network'; ways: Way[] }
  | { do: 'release'; count: number }
);

/** Turns of the event loop until the next step; or as many as there is something to do. */
export const untilQuiet = 100;
const turns = fc.oneof(fc.nat(8), fc.constant(untilQuiet));

const simple = (weight: number, ...names: Step['do'][]) => ({
  weight: weight * names.length,
  arbitrary: fc.record({ do: fc.constantFrom(...names), turns }) as fc.Arbitrary<Step>,
});
const special = (weight: number, name: Step['do'], fields: Record<string, fc.Arbitrary<unknown>>) => ({
  weight,
  arbitrary: fc.record({ do: fc.constant(name), turns, ...fields }) as fc.Arbitrary<Step>,
});
const signIn = special(12, 'signIn', { person: fc.constantFrom(...people) });
const way: fc.Arbitrary<Way> = fc.constantFrom(
  'answer',
  'answer',
  'hold',
  'hold',
  'fail',
  'drop',
  'lost',
  'expired',
  'foreign',
);
const step: fc.Arbitrary<Step> = fc.oneof(
  simple(5, 'create'),
  simple(1, 'edit', 'complete', 'delete', 'draft', 'importTasks', 'capture', 'refresh', 'page', 'dashboard'),
  simple(1, 'profile', 'notify', 'terms', 'reminders', 'attributes', 'verify', 'password', 'authenticator'),
  simple(1, 'factors', 'details', 'deleteAccount', 'endSessions', 'restart'),
  signIn,
  special(5, 'signOut', { unsent: fc.constantFrom('send', 'discard', undefined) }),
  special(1, 'settle', { unsent: fc.constantFrom('keep', 'discard') }),
  special(3, 'configuration', { cloud: fc.constantFrom(...cloudNames) }),
  special(2, 'policy', { cloud: fc.constantFrom(...cloudNames, 'none', 'broken') }),
  special(1, 'alarm', { name: fc.constantFrom('outbox', 'refresh', 'look') }),
  special(3, 'wait', { ms: fc.constantFrom(300, 3000, 6000, 20_000, 3 * 60 * 60_000) }),
  special(5, 'network', { ways: fc.array(way, { minLength: 1, maxLength: 4 }) }),
  special(4, 'release', { count: fc.integer({ min: 1, max: 3 }) }),
);

/** A sequence of 4 to 24 steps. Most begin with a sign-in, because few steps do anything for a guest. */
export const steps: fc.Arbitrary<Step[]> = fc
  .tuple(
    fc.oneof({ ...signIn, weight: 4 }, { weight: 1, arbitrary: step }),
    fc.array(step, { minLength: 3, maxLength: 23, size: 'max' }),
  )
  .map(([first, more]) => [first, ...more]);
