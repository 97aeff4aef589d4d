/** Accounts of a version whose keys had only the pool and the person. They belong to the addresses of that time. */
import * as v from 'valibot';
import type { Configuration } from '../../contract/configuration.ts';
import { accountKey, legacyAccountKey } from '../../core/auth/account-key.ts';
import type { Storage } from '../storage/storage.ts';

/** Settings whose values contain account keys. */
const deletion = v.object({ key: v.string(), last: v.boolean() });
const marks = v.record(v.string(), v.unknown());

/**
 * Gives these accounts their present keys. After an interruption it can be repeated.
 * @param configuration the one in use before this worker started; null if it cannot be read: the accounts wait for one
 */
export async function moveLegacyAccounts(
  { starting, vault, setting }: Storage,
  configuration: Configuration | null,
): Promise<void> {
  if (!starting || !configuration) return;
  const prefix = legacyAccountKey(configuration, '');
  const isLegacy = (key: string) => key.startsWith(prefix) && !key.includes(' ');
  const renamed = (key: string) =>
    isLegacy(key) ? accountKey(configuration, key.slice(prefix.length)) : key;

  const [signedIn, decided, deleting] = [
    setting('signedIn', v.string()),
    setting('endedAccounts', marks),
    setting('deleting', deletion),
  ];
  const legacy = (await vault.accounts()).filter(isLegacy);
  for (const key of legacy) await vault.move(key, renamed(key));
  const pointer = await signedIn.get();
  if (pointer && isLegacy(pointer)) await signedIn.set(renamed(pointer));
  const known = (await decided.get()) ?? {};
  if (Object.keys(known).some(isLegacy))
    await decided.set(Object.fromEntries(Object.entries(known).map(([key, value]) => [renamed(key), value])));
  const begun = await deleting.get();
  if (begun) await setting('deleting', marks).set({ [renamed(begun.key)]: begun.last });
}
