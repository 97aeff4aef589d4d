import type { Surface } from '../../../src/dev/drive/surface.ts';

/** The secrets in `storage.session`, by their path in it: tokens and the keys of credentials. */
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

/** Everything in the extension's own storage, as text: three areas and every IndexedDB row, bytes as Latin-1. */
export async function everythingStored(desk: Surface): Promise<string> {
  return desk.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const asText = (_: string, value: unknown): unknown => {
      if (value instanceof ArrayBuffer) return String.fromCharCode(...new Uint8Array(value));
      if (ArrayBuffer.isView(value)) return asText(_, value.buffer);
      return value;
    };
    const { local, session } = chrome.storage;
    const all: unknown[] = [await local.get(null), await session.get(null), { ...localStorage }];
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await settled(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const rows = database.transaction(store).objectStore(store);
        all.push(name, store, await settled(rows.getAllKeys()), await settled(rows.getAll()));
      }
      database.close();
    }
    return JSON.stringify(all, asText);
  });
}
