/** Seals what is stored of an account: AES-GCM, with a key of the account's own that cannot be exported. */
import { asked, type Database, type SealedRow } from './database.ts';

/** The present version of the values' form. Each row stores it, so that a later version can convert the row. */
const version = 1;

const toBytes = (text: string) => new TextEncoder().encode(text);

/** @returns the value as a row of this place */
export async function seal(
  key: CryptoKey,
  { account, kind, id }: Pick<SealedRow, 'account' | 'kind' | 'id'>,
  value: unknown,
): Promise<SealedRow> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const clear = toBytes(JSON.stringify(value));
  const sealed = await crypto.subtle.encrypt(algorithm(iv, account, kind, id), key, clear);
  return { account, kind, id, iv, sealed, version };
}

/** @returns null where it does not open: it was not sealed with this key, for this place, or a later version wrote it */
export async function unseal(
  key: CryptoKey,
  { account, kind, id, iv, sealed, ...row }: SealedRow,
): Promise<unknown> {
  if ((row.version ?? 0) > version) return null;
  const clear = await crypto.subtle.decrypt(algorithm(iv, account, kind, id), key, sealed).catch(() => null); // its one failure: it was not sealed with this key, for this place
  return clear && JSON.parse(new TextDecoder().decode(clear));
}

/** The row's place is authenticated with it: a sealed row that was moved does not open. */
function algorithm(iv: Uint8Array<ArrayBuffer>, ...place: string[]): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: toBytes(JSON.stringify(place)) };
}

/** @returns the account's key, which is made at the first time */
export async function loadOrMakeKey(database: Database, account: string): Promise<CryptoKey> {
  const keyIn = (keys: IDBObjectStore) => asked<CryptoKey | undefined>(keys.get(account));
  const stored = await database(['keys'], keyIn);
  if (stored) return stored;
  const extractable = false;
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, extractable, [
    'encrypt',
    'decrypt',
  ]);
  const keep = async (keys: IDBObjectStore) => {
    const winner = (await keyIn(keys)) ?? made;
    keys.put(winner, account);
    return winner;
  };
  return database(['keys'], keep, 'strict');
}
