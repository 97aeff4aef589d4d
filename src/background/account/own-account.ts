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
    async change(attributes) {
      const sent = await user.change(attributes);
      for (const [name, destination] of Object.entries(sent))
        await pending.of(name).set({ value: attributes[name] ?? '', ...codeSent(destination, now()) });
      // Tokens contain the attributes of the time of their issue, so they are renewed.
      await lease.tokens({ renew: true });
    },
    async sendCode(attribute) {
      const sent = codeSent(await user.sendCode(attribute), now());
      const { value = '' } = (await pending.of(attribute).get()) ?? {};
      await pending.of(attribute).set({ value, ...sent });
      return sent;
    },
    async verify(attribute, code) {
      await user.verify(attribute, code);
      await pending.of(attribute).remove();
      await lease.tokens({ renew: true });
    },
    cancelChange: (attribute) => pending.of(attribute).remove(),
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
