/** Finds the code that a module runs while it loads, from its syntax tree. */
import { parseAst } from 'vite';

/** A node of the tree: ESTree's, or one of TypeScript's own. */
interface Node {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

/** A name that a module declares or imports. */
interface Declared {
  /** The number of its statement; an import stands above them all. */
  at: number;
  /** Null for an import. */
  node: Node | null;
}

/**
 * Says where a module breaks the rule: at its top level stand declarations, none of which needs what stands below it
 * while it is made, and at most one call of `main()`, which comes last.
 *
 * @returns a sentence for each fault
 */
export function loadingFaults(code: string, lang: 'ts' | 'js' = 'ts'): string[] {
  const statements = nodesIn(parseAst(code, { lang }).body);
  const declared = declaredBy(statements);
  return statements.flatMap((statement, at) => {
    const text = code.slice(statement.start, statement.end);
    const [line] = text.split('\n');
    if (!isDeclaration(statement))
      return at === statements.length - 1 && isCallOfMain(text)
        ? []
        : [`"${line}" is neither a declaration nor a last call of main()`];
    const below = neededBy(statement, declared).filter((name) => (declared.get(name)?.at ?? -1) > at);
    return below.map((name) => `"${line}" needs ${name}, which stands below it`);
  });
}

const isDeclaration = ({ type }: Node) =>
  /^(Import|Export(All|Named|Default)|Function|Class|Variable)Declaration$|^TS/.test(type);

const isCallOfMain = (text: string) =>
  /^(if \(import\.meta\.filename === process\.argv\[1\]\) )?(await )?main\(\);$/.test(text);

function declaredBy(statements: Node[]): Map<string, Declared> {
  const declared = new Map<string, Declared>();
  statements.forEach((statement, at) => {
    for (const { local } of nodesIn(statement.specifiers))
      for (const name of namesBoundBy(local)) declared.set(name, { at: -1, node: null });
    const [declaration = statement] = nodesIn(statement.declaration);
    for (const node of [declaration, ...nodesIn(declaration.declarations)])
      for (const name of namesBoundBy(node.id)) declared.set(name, { at, node });
  });
  return declared;
}

/** The names that are used while a statement runs, and all that these use in turn. A function that is only named is there. */
function neededBy(statement: Node, declared: ReadonlyMap<string, Declared>): string[] {
  const isFunction = (name: unknown) => declared.get(String(name))?.node?.type === 'FunctionDeclaration';
  const parts = partsRunIn(statement).filter(
    ({ type, name }) => !(type === 'Identifier' && isFunction(name)),
  );
  const needed = new Set<string>();
  const waiting = parts.flatMap(namesUsedIn);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (needed.has(name)) continue;
    needed.add(name);
    const node = declared.get(name)?.node;
    if (node) waiting.push(...namesUsedIn(node));
  }
  return [...needed];
}

/**
 * The parts of a node that run as soon as it is reached. A function runs once it is called; a callee may call its
 * arguments.
 */
function partsRunIn(node: Node): Node[] {
  const inside = () =>
    valuesIn(node)
      .filter((one) => one !== node.id)
      .flatMap(partsRunIn);
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportSpecifier':
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return [];
    case 'PropertyDefinition':
      return node.static === true ? inside() : [];
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
    case 'VariableDeclaration':
    case 'VariableDeclarator':
    case 'ClassDeclaration':
    case 'ClassBody':
    case 'MethodDefinition':
    case 'ObjectExpression':
    case 'Property':
    case 'ArrayExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return inside();
    default:
      return [node];
  }
}

/** The names from outside that a node uses, in the functions inside of it too. */
function namesUsedIn(node: Node): string[] {
  const used = new Set<string>();
  const bound = new Set<string>();
  const visit = (one: Node) => {
    if (one.type === 'Identifier') used.add(String(one.name));
    for (const pattern of [one.id, one.param, ...nodesIn(one.params)])
      for (const name of namesBoundBy(pattern)) bound.add(name);
    for (const child of valuesIn(one)) visit(child);
  };
  visit(node);
  return [...used].filter((name) => !bound.has(name));
}

/** The nodes inside of a node, apart from types and from names that are no variables. */
function valuesIn(node: Node): Node[] {
  const { key, property, ...rest } = node;
  const computed = node.computed === true ? [key, property] : [];
  return nodesIn([...Object.values(rest), ...computed].flat()).filter(
    ({ type }) => !type.startsWith('TS') || /^TS(As|Satisfies|NonNull|Instantiation)Expression$/.test(type),
  );
}

/** The names that a pattern declares: `a` and `b` of `{ a, c: [b = 1] }`. */
function namesBoundBy(pattern: unknown): string[] {
  const [node] = nodesIn(pattern);
  if (!node) return [];
  if (node.type === 'Identifier') return [String(node.name)];
  const { value, left, argument, properties, elements } = node;
  return [value, left, argument, ...nodesIn(properties), ...nodesIn(elements)].flatMap(namesBoundBy);
}

/** A value's nodes: it is one, a list with some of them, or anything else. */
function nodesIn(value: unknown): Node[] {
  return [value]
    .flat()
    .filter((one): one is Node => typeof one === 'object' && one !== null && 'type' in one);
}
