import { expect, it } from 'vitest';
import { withUsedProperties } from '../../../../src/dev/build/used-properties.ts';

it('a script keeps the custom properties that its styles use, and those that these use', () => {
  const tokens =
    ':root{--ink:light-dark(#111,#eee);--line:var(--ink);--bars:#abc;--focus:0 0 var(--rare);--rare:1px}';
  const code = `var a='${tokens}@media (x){:root{--ink:#000;--bars:#fff}}',b='p{border:1px solid var(--line)}',c=i--;`;
  expect(withUsedProperties(code)).toBe(
    `var a=':root{--ink:light-dark(#111,#eee);--line:var(--ink);}@media (x){:root{--ink:#000;}}',b='p{border:1px solid var(--line)}',c=i--;`,
  );
});
