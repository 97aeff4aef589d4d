/**
 * idb adds loops over cursors (`for await`) to itself when it loads, so that no bundler leaves them out. No cursor is
 * opened here: what is shipped has none.
 */
import type { Plugin } from 'vite';

const file = /\/node_modules\/idb\/build\/index\.js$/;
const loops = /const advanceMethodProps = [\s\S]*?(?=\nexport \{)/;

/** @throws Error when the loops are not where they were: idb has changed */
export function withoutLoops(code: string): string {
  const [found = ''] = loops.exec(code) ?? [];
  if (!found.includes('Symbol.asyncIterator')) throw new Error("idb's loops over cursors are not found");
  return code.replace(found, '');
}

export function withoutCursors(): Plugin {
  return {
    name: 'countersign:idb-cursors',
    transform(code, id) {
      return file.test(id) ? { code: withoutLoops(code), map: null } : null;
    },
  };
}
