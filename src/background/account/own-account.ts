/** The details of a signed-in person's own account, and their changes. */
import {
  type AccountDetails,
  type PendingChange,
  pendingChange,
  type SentCode,
} from '../../contract/account.ts';
import type { OwnUser } from '../../core/auth/own-account.ts';
import { readClaims } from '../../core/auth/tokens.ts';
import { parseOrNull } from '../../core/parse.ts';
import type { StorageItem } from '../../core/storage-item.ts';
import { type AccountVault, vaultItem } from '../storage/vault.ts';
import { createDeletion, type Deletion, type DeletionDependencies } from './deletion.ts';
import { codeSent } from './sign-in-step.ts';

export interface OwnAccount
  extends Deletion,
    Pick<OwnUser, 'changePassword' | 'beginAuthenticator' | 'useFactors'> {
  details(): Promise<Omit<AccountDetails, 'lockAfter'>>;
  change(attributes: Record<string, string>): Promise<void>;
  sendCode(attribute: string): Promise<SentCode>;
  verify(attribute: string, code: string): Promise<void>;
  /** Forgets a change that waits for its code. If the pool replaced the old address at once, this puts it back. */
  cancelChange(attribute: string): Promise<void>;
  confirmAuthenticator(code: string): Promise<void>;
}

export interface OwnAccountDependencies extends DeletionDependencies {
  vault: AccountVault;
  user: OwnUser;
  now: () => number;
}

/** Every step uses the account's own lease. */
export function createOwnAccount(dependencies: OwnAccountDependencies): OwnAccount {
  const { lease, state, vault, user, now } = dependencies;
  const pending = createPendingChanges(vault);

  async function change(attributes: Record<string, string>): Promise<void> {
    const before = (await user.read()).attributes;
    const sent = Object.entries(await user.change(attributes));
    for (const [name, destination] of sent) {
      const value = attributes[name] ?? '';
      await pending.of(name).set({ value, replaced: null, ...codeSent(destination, now()) });
    }
    // Tokens contain the attributes of the time of their issue, so they are renewed.
    await lease.tokens({ renew: true });
    if (sent.length === 0) return;
    // Whether the old address stays until then is a setting of the pool that only the result shows.
    const after = (await user.read()).attributes;
    for (const [name] of sent) {
      const old = before[name];
      const waiting = await pending.of(name).get();
      if (waiting && old && old !== waiting.value && after[name] === waiting.value)
        await pending.of(name).set({ ...waiting, replaced: old });
    }
  }

  return {
    ...createDeletion(dependencies),
    changePassword: user.changePassword,
    beginAuthenticator: user.beginAuthenticator,
    useFactors: user.useFactors,
    async details() {
      const [known, tokens, changes] = await Promise.all([user.read(), lease.tokens(), pending.all()]);
      return {
        ...known,
        pending: changes,
        claims: readClaims(tokens.idToken) ?? {},
        tokensUntil: tokens.expiresAt - state.clockOffset,
        identityId: state.credentials?.identityId ?? null,
        keep: state.account?.keep ?? false,
      };
    },
    change,
    async sendCode(attribute) {
      const sent = codeSent(await user.sendCode(attribute), now());
      const waiting = (await pending.of(attribute).get()) ?? { value: '', replaced: null };
      await pending.of(attribute).set({ ...waiting, ...sent });
      return sent;
    },
    async verify(attribute, code) {
      await user.verify(attribute, code);
      await pending.of(attribute).remove();
      await lease.tokens({ renew: true });
    },
    async cancelChange(attribute) {
      const { replaced = null } = (await pending.of(attribute).get()) ?? {};
      if (replaced === null) return pending.of(attribute).remove();
      await change({ [attribute]: replaced });
      // It needs a code like any new address, but there is nothing to go back to.
      const restored = await pending.of(attribute).get();
      if (restored) await pending.of(attribute).set({ ...restored, replaced: null });
    },
    async confirmAuthenticator(code) {
      await user.confirmAuthenticator(code);
      const { factors } = await user.read();
      await user.useFactors([...new Set([...factors, 'authenticator' as const])], 'authenticator');
    },
  };
}

const pendingKind = 'pendingChange';

/** Changed addresses that are not verified yet. Cognito does not report them, so they are stored here. */
interface PendingChanges {
  all(): Promise<Record<string, PendingChange>>;
  of(attribute: string): StorageItem<PendingChange>;
}

function createPendingChanges(vault: AccountVault): PendingChanges {
  return {
    async all() {
      const rows = [...(await vault.all(pendingKind))];
      const known = rows.flatMap(([id, row]) => {
        const change = parseOrNull(pendingChange, row);
        return change ? [[id, change] as const] : [];
      });
      return Object.fromEntries(known);
    },
    of: (attribute) => vaultItem(vault, pendingKind, attribute, pendingChange),
  };
}
