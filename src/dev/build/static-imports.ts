/**
 * The AWS SDK's credential providers load their parts by `await import('…')`. A service worker has no `import()`, so
 * each becomes a static import of the same module. The bundler includes that module, reduced to the exports that are
 * used.
 */
import type { Plugin } from 'vite';

const lazyPackages = /\/node_modules\/(@aws-sdk\/(credential-provider[\w-]*|core)|@smithy\/core)\//;
const lazyImport = /(?:const \{([\w:, ]+)\} = )?await import\((["'][^"']+["'])\)/g;

/**
 * Makes the awaited `import()`s of literal names static. A destructured import gets only the names that it takes; any
 * other gets the whole module.
 */
export function withStaticImports(code: string): string {
  const imports: string[] = [];
  const body = code.replace(lazyImport, (_, taken: string | undefined, specifier: string) => {
    const module = `lazilyImported${imports.length}`;
    if (taken === undefined) {
      imports.push(`import * as ${module} from ${specifier};\n`);
      return module;
    }
    const names = taken.split(',').map((one) => one.split(':').map((name) => name.trim()));
    const local = (name: string | undefined) => `${module}_${name}`;
    imports.push(
      `import { ${names.map(([name]) => `${name} as ${local(name)}`).join(', ')} } from ${specifier};\n`,
    );
    return `const ${names.map(([name, renamed = name]) => `${renamed} = ${local(name)}`).join(', ')}`;
  });
  return imports.join('') + body;
}

export function staticImports(): Plugin {
  return {
    name: 'countersign:static-imports',
    enforce: 'pre',
    transform(code, id) {
      if (!lazyPackages.test(id) || !code.includes('import(')) return null;
      return { code: withStaticImports(code), map: null };
    },
  };
}
