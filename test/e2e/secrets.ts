import type { Surface } from '../../src/dev/drive/surface.ts';

/** What gives access in `storage.session`, by its path in it: tokens and the keys of credentials. */
export function sessionSecrets(desk: Surface): Promise<Record<string, string>> {
  return desk.evaluate(async () => {
    const found: Record<string, string> = {};
    const walk = (value: unknown, path: string): void => {
      if (typeof value === 'string' && /(token|secret\w*|accessKeyId)$/i.test(path)) found[path] = value;
      if (value && typeof value === 'object')
        for (const [key, inner] of Object.entries(value)) walk(inner, path ? `${path}.${key}` : key);
    };
    walk(await chrome.storage.session.get(null), '');
    return found;
  });
}
