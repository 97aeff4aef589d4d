import { describe, expect, it } from 'vitest';
import { withStaticImports } from '../../../../src/dev/build/static-imports.ts';

describe('withStaticImports', () => {
  it('makes each awaited import static, under a name of its own', () => {
    const code = 'const whole = await import("./a.js");\nreturn (await import(\'./b.js\')).b;';
    expect(withStaticImports(code)).toBe(
      [
        'import * as lazilyImported0 from "./a.js";',
        "import * as lazilyImported1 from './b.js';",
        'const whole = lazilyImported0;',
        'return (lazilyImported1).b;',
      ].join('\n'),
    );
  });

  it('takes of a module that is taken apart at once only what is taken', () => {
    expect(withStaticImports('const { a, b: mine } = await import("./a.js");')).toBe(
      [
        'import { a as lazilyImported0_a, b as lazilyImported0_b } from "./a.js";',
        'const a = lazilyImported0_a, mine = lazilyImported0_b;',
      ].join('\n'),
    );
  });

  it('leaves other code as it is', () => {
    const code = 'import a from "./a.js";\nconst b = await imported("b");';
    expect(withStaticImports(code)).toBe(code);
  });
});
