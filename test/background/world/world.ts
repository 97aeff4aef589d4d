/** Core on Node, wired to a local cloud: what the background does with a browser, here with maps and a clock of our own. */
import {
  createServices,
  type LeasedServices,
  type Services,
  type ServicesDependencies,
} from '../../../src/background/account/services.ts';
import { type LocalCloud, startLocalCloud } from '../../../src/cloud/local/cloud.ts';
import type { Authentication } from '../../../src/core/auth/authentication.ts';
import type { Authority } from '../../../src/core/auth/lease.ts';
import type { PasswordRecovery } from '../../../src/core/auth/recovery.ts';
import { type Departure, restoreSession, type Session } from '../../../src/core/auth/session.ts';
import type { SessionStores, SignedInAccount } from '../../../src/core/auth/session-state.ts';
import type { UserPool } from '../../../src/core/auth/user-pool.ts';
import { memoryItem } from './memory-item.ts';

export { memoryItem };

export const goodPassword = () => `Aa1!${crypto.randomUUID()}`;

/** The control room of a local cloud. */
export interface Control {
  get(path: string): Promise<unknown>;
  post(path: string, body: object): Promise<void>;
  /** How often an operation was called since the last reset. */
  calls(name: string): Promise<number>;
  clearFaults(): Promise<void>;
  codeFor(email: string): Promise<string>;
}

export function controlOf(cloud: LocalCloud): Control {
  async function ask(path: string, init: RequestInit = {}): Promise<unknown> {
    const response = await fetch(`${cloud.url}/_local/${path}`, {
      ...init,
      headers: { 'x-local-token': cloud.token },
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }
  return {
    get: ask,
    post: async (path, body) => void (await ask(path, { method: 'POST', body: JSON.stringify(body) })),
    calls: async (name) => ((await ask('calls')) as Record<string, number>)[name] ?? 0,
    clearFaults: async () => void (await ask('faults', { method: 'DELETE' })),
    async codeFor(email) {
      const mails = (await ask('mail')) as { to: string; code?: string; at: number }[];
      // The latest first.
      const code = mails.find((mail) => mail.to === email && mail.code)?.code;
      if (!code) throw new Error(`no mail with a code for ${email}`);
      return code;
    },
  };
}

/** One installation of the extension's core. `restart` is what a worker's death leaves: the stores. */
export interface Core extends LeasedServices {
  /** Its authority is that of whoever is here when it is asked for. */
  session: Session & Authority;
  services: Services;
  userPool: UserPool & PasswordRecovery;
  authentication: Authentication;
  stores: SessionStores;
  /** Offset of this machine's clock, ms. */
  setClock(offset: number): void;
  left: { account: SignedInAccount; how: Departure }[];
  /** When the tokens are to be renewed, epoch ms. */
  renewal(): number | null;
  restart(): Promise<Core>;
}

export async function startCore(
  cloud: LocalCloud,
  kept?: SessionStores,
  patience: ServicesDependencies['patience'] = {},
): Promise<Core> {
  let offset = 0;
  const now = () => Date.now() + offset;
  const stores: SessionStores = kept ?? {
    epoch: memoryItem(),
    account: memoryItem(),
    tokens: memoryItem(),
    credentials: memoryItem(),
    clockOffset: memoryItem(),
    ended: memoryItem(),
  };
  const ids = new Map<string, string>();
  const services = createServices(cloud.configuration, {
    fetch,
    now,
    patience,
    identityIds: {
      getItem: async (key) => ids.get(key) ?? null,
      setItem: async (key, id) => void ids.set(key, id),
      removeItem: async (key) => void ids.delete(key),
    },
    userPoolPage: { show: noPage, follow: noPage },
    redirectUri: () => '',
  });
  const left: Core['left'] = [];
  let renewal: number | null = null;
  const session = await restoreSession(stores, () => services, {
    now,
    changed: () => {},
    renewAt: (time) => {
      renewal = time;
    },
    async leaving(account, how, removeRecord) {
      left.push({ account, how });
      await removeRecord();
    },
  });
  const leased = () => services.leased(session.lease(), session);
  return {
    session: Object.assign(session, {
      tokens: (options?: Parameters<Authority['tokens']>[0]) => session.lease().tokens(options),
      credentials: (options?: Parameters<Authority['credentials']>[0]) =>
        session.lease().credentials(options),
    }),
    services,
    userPool: services.userPool,
    authentication: services.authentication,
    get user() {
      return leased().user;
    },
    get tasks() {
      return leased().tasks;
    },
    get profile() {
      return leased().profile;
    },
    stores,
    left,
    renewal: () => renewal,
    setClock: (to) => {
      offset = to;
    },
    restart: () => startCore(cloud, stores, patience),
  };
}

/** Signs in by password, as far as that goes. */
export const signIn = ({ session, authentication }: Core, user: { username: string; password: string }) =>
  session.enter(() => authentication.start({ flow: 'password', ...user }), { keep: true });

export interface User {
  username: string;
  email: string;
  password: string;
}

/** A user who has registered and confirmed. */
export async function confirmedUser({ userPool }: Core, control: Control): Promise<User> {
  const username = `user-${crypto.randomUUID().slice(0, 8)}`;
  const user = { username, email: `${username}@example.org`, password: goodPassword() };
  await userPool.register(user);
  await userPool.confirm({ username, code: await control.codeFor(user.email) });
  return user;
}

export const startMemoryCloud = () => startLocalCloud({ dir: null });

export async function noPage(): Promise<never> {
  throw new Error('No page is shown here');
}
