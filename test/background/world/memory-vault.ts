import type { Vault } from '../../../src/background/storage/vault.ts';
import { CodedError } from '../../../src/contract/errors.ts';

/** A vault in memory. It outlives what holds it, as the disk outlives a worker. */
export function memoryVault(settings = new Map<string, unknown>()): Vault {
  const rows = new Map<string, string>();
  const keyOf = (...place: string[]) => place.join('\n');
  const within = (account: string, kind: string) =>
    [...rows]
      .filter(([key]) => key.startsWith(keyOf(account, kind, '')))
      .sort(([a], [b]) => (a < b ? -1 : 1));
  const ofAccount = (account: string) => [...rows.keys()].filter((key) => key.startsWith(keyOf(account, '')));
  return {
    async get(account, kind, id) {
      const row = rows.get(keyOf(account, kind, id));
      return row === undefined ? null : JSON.parse(row);
    },
    all: async (account, kind) =>
      new Map(within(account, kind).map(([key, row]) => [key.split('\n')[2] ?? '', JSON.parse(row)])),
    count: async (account, kind) => within(account, kind).length,
    async write(account, changes, { setting, still } = {}) {
      if (still?.() === false) throw new CodedError('sessionChanged');
      if (setting) settings.set(setting.name, setting.value);
      for (const change of changes) {
        const key = keyOf(account, change.kind, change.id);
        if ('remove' in change) rows.delete(key);
        else rows.set(key, JSON.stringify(change.value));
      }
    },
    async keepOnly(account, kinds) {
      for (const key of ofAccount(account)) if (!kinds.includes(key.split('\n')[1] ?? '')) rows.delete(key);
    },
    async forget(account) {
      for (const key of ofAccount(account)) rows.delete(key);
    },
    async move(from, to) {
      for (const key of ofAccount(from)) {
        rows.set(to + key.slice(from.length), rows.get(key) ?? '');
        rows.delete(key);
      }
    },
    accounts: async () => [...new Set([...rows.keys()].map((key) => key.split('\n')[0] ?? ''))],
  };
}
