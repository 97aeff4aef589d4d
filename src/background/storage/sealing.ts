/** Seals the rows of an account: AES-GCM, with a key for each account that cannot be exported. */
import { asked, type Database, type SealedRow } from './database.ts';

/** The present version of the values' form. Each row stores it, so that a later version can convert the row. */
const version = 1;

const toBytes = (text: string) => new TextEncoder().encode(text);

/** @returns the sealed value, as a row of this place */
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

/** @returns null if the row does not open: another key or another place was used, or a later version wrote it */
export async function unseal(
  key: CryptoKey,
  { account, kind, id, iv, sealed, ...row }: SealedRow,
): Promise<unknown> {
  if ((row.version ?? 0) > version) return null;
  // Decryption has one failure: another key or another place.
  const clear = await crypto.subtle.decrypt(algorithm(iv, account, kind, id), key, sealed).catch(() => null);
  return clear && JSON.parse(new TextDecoder().decode(clear));
}

/** The row's place is authenticated too, so a sealed row that was moved does not open. */
function algorithm(iv: Uint8Array<ArrayBuffer>, ...place: string[]): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: toBytes(JSON.stringify(place)) };
}

/** @returns the account's key. The first call makes it */
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
