/**
 * The AWS SDK's credential providers load their parts by `await import('…')`. A service worker has no `import()`, so
 * each becomes a static import of the same module, which the bundler then takes in (and, with nothing else using them,
 * only the exports that are read).
 */
import type { Plugin } from 'vite';

const lazyPackages = /\/node_modules\/@aws-sdk\/credential-provider(s|-cognito-identity)\//;

/** A module's code with its awaited `import()`s of literal names made static. */
export function withStaticImports(code: string): string {
  const imports: string[] = [];
  const body = code.replace(/\bawait import\((["'][^"']+["'])\)/g, (_, specifier: string) => {
    const name = `lazilyImported${imports.length}`;
    imports.push(`import * as ${name} from ${specifier};\n`);
    return name;
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
