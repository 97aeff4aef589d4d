/**
 * Removes unused methods from the sign-in library's classes. Bundlers drop unused functions, but never methods of a
 * class.
 */
import { type Plugin, parseAst } from 'vite';
import { shipped } from '../../core/vendor/sign-in-methods.ts';

const file = /\/node_modules\/amazon-cognito-identity-js\/src\/(\w+)\.js$/;

/** The range of a method in the code, and every property name in it. */
interface Method {
  start: number;
  end: number;
  mentions: ReadonlySet<string>;
}

/**
 * Returns a module's code without the unused methods of its class. A method is used if it is called, if the constructor
 * or the code around the class mentions it, or if a used method does.
 *
 * @param called names of methods
 * @param cut names of methods that are removed although they are mentioned
 * @throws Error if one of these names is not a method: the library has changed
 */
export function withCalledMethods(code: string, called: readonly string[], cut: readonly string[]): string {
  const methods = methodsIn(code);
  const unknown = [...called, ...cut].filter((name) => !methods.has(name));
  if (unknown.length > 0) throw new Error(`There is no method ${unknown.join(', ')}`);

  const ranges = [...methods.values()];
  const around = mentionsIn(without(code, ranges));
  const needed = new Set<string>();
  const need = (name: string): void => {
    const method = methods.get(name);
    if (!method || needed.has(name) || cut.includes(name)) return;
    needed.add(name);
    for (const mentioned of method.mentions) need(mentioned);
  };
  for (const name of [...called, ...around]) need(name);
  return without(
    code,
    [...methods].filter(([name]) => !needed.has(name)).map(([, method]) => method),
  );
}

function methodsIn(code: string): Map<string, Method> {
  const methods = new Map<string, Method>();
  for (const statement of parseAst(code).body) {
    const declared =
      statement.type.startsWith('Export') && 'declaration' in statement && statement.declaration;
    const found = declared || statement;
    if (found.type !== 'ClassDeclaration') continue;
    for (const member of found.body.body) {
      if (member.type !== 'MethodDefinition' || member.kind !== 'method') continue;
      if (member.key.type !== 'Identifier' || member.computed) continue;
      const { start, end } = member;
      methods.set(member.key.name, { start, end, mentions: mentionsIn(code.slice(start, end)) });
    }
  }
  return methods;
}

/**
 * The code with these conditions decided.
 *
 * @throws Error when one of them is not there: the library has changed
 */
export function withKnown(code: string, known: Readonly<Record<string, boolean>>): string {
  return Object.entries(known).reduce((left, [condition, is]) => {
    if (!left.includes(condition)) throw new Error(`There is no condition ${condition}`);
    return left.replaceAll(condition, String(is));
  }, code);
}

const mentionsIn = (code: string): Set<string> =>
  new Set([...code.matchAll(/\.\s*(\w+)/g)].flatMap(([, name]) => name ?? []));

/** The code without these sorted ranges. */
function without(code: string, ranges: readonly { start: number; end: number }[]): string {
  let kept = '';
  let at = 0;
  for (const { start, end } of ranges) {
    kept += code.slice(at, start);
    at = end;
  }
  return kept + code.slice(at);
}

export function onlyCalledMethods(): Plugin {
  return {
    name: 'countersign:called-methods',
    transform(code, id) {
      const [, name = ''] = file.exec(id) ?? [];
      const methods = Object.hasOwn(shipped, name) ? shipped[name] : undefined;
      if (!methods) return null;
      const { called, cut, known = {} } = methods;
      return { code: withKnown(withCalledMethods(code, called, cut), known), map: null };
    },
  };
}
