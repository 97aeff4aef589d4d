import { expect, it } from 'vitest';
import { sourcesIn } from './sources.ts';

it('no test is switched off: one that cannot run on this machine calls context.skip() with a reason', () => {
  const off = /\b(it|test|describe)(\.\w+)*\.(only|skip|todo|fails|runIf|skipIf)\b/;
  const offenders = sourcesIn('test').filter(({ code }) => off.test(code));
  expect(offenders.map(({ path }) => path)).toEqual([]);
});
