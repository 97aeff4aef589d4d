import { describe, expect, it } from 'vitest';
import { loadingFaults } from './loading.ts';
import { read, sourcesIn } from './sources.ts';

it('BM6: no module of the commands or of the stack works while it loads: it calls main() last', () => {
  const modules = ['src/dev', 'src/cloud/stack'].flatMap(sourcesIn);
  const faults = modules.flatMap(({ path }) =>
    loadingFaults(read(path), path.endsWith('.mjs') ? 'js' : 'ts').map((fault) => `${path}: ${fault}`),
  );
  expect(modules.length).toBeGreaterThan(80);
  expect(faults).toEqual([]);
});

describe('the rule', () => {
  const start = `
    import { tour } from './tour.ts';
    try {
      await begin(tour);
    } catch (error) {
      console.error(error);
    }
    function begin(url: string) { console.log(controlRoomOf(url)); }
    const controlRoomOf = (url: string): string => url;
  `;
  it('BM6: refuses a command that begins before all of it is read', () => {
    expect(loadingFaults(start)).toEqual(['"try {" is neither a declaration nor a last call of main()']);
  });

  it.each([
    ['const a = b;\nconst b = 1;', 'const a = b;', 'b'],
    ['const a = b();\nfunction b() {}', 'const a = b();', 'b'],
    ['function f() { return b; }\nconst a = f();\nconst b = 1;', 'const a = f();', 'b'],
    [
      'const a = [1].map((one) => b(one));\nconst b = (one: number) => one;',
      'const a = [1].map((one) => b(one));',
      'b',
    ],
    ['const a = { b: { ...c } };\nconst c = {};', 'const a = { b: { ...c } };', 'c'],
    ['const a = { b };\nconst b = 1;', 'const a = { b };', 'b'],
    ['export class A extends B {}\nclass B {}', 'export class A extends B {}', 'B'],
    ['class A { static b = c; }\nconst c = 1;', 'class A { static b = c; }', 'c'],
  ])('refuses %j', (code, line, name) => {
    expect(loadingFaults(code)).toEqual([`"${line}" needs ${name}, which stands below it`]);
  });

  it.each([
    ['listen();', 'js'],
    ['if (ready) main();\n', 'js'],
    ['await main();\nfunction main() {}', 'js'],
  ] as const)('refuses %j at the top level', (code, lang) => {
    expect(loadingFaults(code, lang)).toHaveLength(1);
  });

  it.each([
    "import { a } from './a.ts';\nconst b = a();\nasync function main() {}\nawait main();",
    'function main() {}\nif (import.meta.filename === process.argv[1]) await main();',
    'const all = { one: () => later(), two() { later(); } };\nfunction later() {}',
    'class A { b = later; c() { return later; } }\nconst later = 1;',
    'const a: Later = 1;\nconst b = { later: 2 }.later;\ntype Later = number;\nconst later = 1;',
    'const a = ((later) => later)(1);\nconst later = 1;',
    'const all = { later, again: later };\nfunction later() { return last; }\nconst last = 1;',
    'export { later };\nconst later = 1;',
  ])('accepts %j', (code) => {
    expect(loadingFaults(code)).toEqual([]);
  });
});
