/** A local cloud in memory with a clock of its own, and short ways to talk to it as a client, a user and a tester. */
import { randomUUID } from 'node:crypto';
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '../../../src/cloud/local/cloud.ts';
import type { Mail } from '../../../src/cloud/local/mail/mailbox.ts';
import { CognitoUserAttribute, CognitoUserPool, type ISignUpResult } from './user-pool/sign-in-library.ts';

/** An answer with its status and headers. */
export interface Answered {
  status: number;
  headers: Headers;
  // Each test reads the fields it expects; a missing one fails its expectation.
  body: Record<string, unknown> & { __type?: string; message?: string };
}

export interface Account {
  username: string;
  email: string;
  password: string;
}

export interface LocalWorld {
  cloud: LocalCloud;
  /** Sets the cloud's clock forward. */
  advance(ms: number): void;
  /** Stops the cloud's clock until the end of the story: what is said of a second is true on a slow machine, too. */
  withStillClock(story: () => Promise<void>): Promise<void>;
  idp(operation: string, body: unknown): Promise<Answered>;
  identity(operation: string, body: unknown): Promise<Answered>;
  /** With `x-local-token`. */
  control(method: string, path: string, body?: unknown): Promise<Answered>;
  latestMail(to: string): Promise<Mail>;
  /** Signs up, not yet confirmed. */
  register(account?: Partial<Account>): Promise<Account>;
  /** Signs up and confirms. */
  join(account?: Partial<Account>): Promise<Account>;
  /** The key of `Logins`. */
  provider: string;
  close(): Promise<void>;
}

export async function startWorld(options: LocalCloudOptions = {}): Promise<LocalWorld> {
  let ahead = 0;
  let stillAt: number | null = null;
  const clock = () => (stillAt ?? Date.now()) + ahead;
  const cloud = await startLocalCloud({ clock, ...options });
  const { configuration } = cloud;
  const pool = poolOf(cloud);

  const control: LocalWorld['control'] = async (method, path, body) =>
    read(
      await fetch(`${cloud.url}/_local/${path}`, {
        method,
        headers: { 'x-local-token': cloud.token },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
  const latestMail = async (to: string) => {
    const mails = (await control('GET', 'mail')).body as unknown as Mail[]; // a list, as the control room says
    const found = mails.find((mail) => mail.to === to);
    if (!found) throw new Error(`No mail for ${to}`);
    return found;
  };
  const register: LocalWorld['register'] = async (given = {}) => {
    const account = { ...somebody(), ...given };
    const attributes = [
      new CognitoUserAttribute({ Name: 'email', Value: account.email }),
      new CognitoUserAttribute({ Name: 'preferred_username', Value: account.username }),
    ];
    await new Promise<ISignUpResult | undefined>((resolve, reject) =>
      pool.signUp(account.username, account.password, attributes, [], (error, result) =>
        error ? reject(error) : resolve(result),
      ),
    );
    return account;
  };
  const idp = (operation: string, body: unknown) =>
    callJson(cloud, `AWSCognitoIdentityProviderService.${operation}`, body);

  return {
    cloud,
    advance: (ms) => {
      ahead += ms;
    },
    async withStillClock(story) {
      stillAt = Date.now();
      try {
        await story();
      } finally {
        stillAt = null;
      }
    },
    idp,
    identity: (operation, body) => callJson(cloud, `AWSCognitoIdentityService.${operation}`, body),
    control,
    latestMail,
    register,
    async join(given) {
      const account = await register(given);
      const { status } = await idp('ConfirmSignUp', {
        ClientId: configuration.userPoolClientId,
        Username: account.username,
        ConfirmationCode: (await latestMail(account.email)).code,
      });
      if (status !== 200) throw new Error(`${account.username} could not be confirmed`);
      return account;
    },
    provider: `cognito-idp.${configuration.region}.amazonaws.com/${configuration.userPoolId}`,
    close: cloud.stop,
  };
}

export function somebody(): Account {
  const name = `ann-${randomUUID().slice(0, 8)}`;
  return { username: name, email: `${name}@example.com`, password: `Aa1!${randomUUID()}` };
}

export const poolOf = ({ configuration, url }: LocalCloud) =>
  new CognitoUserPool({
    UserPoolId: configuration.userPoolId,
    ClientId: configuration.userPoolClientId,
    endpoint: `${url}/`,
  });

/** An operation of AWS's JSON protocol; a text is sent as it is. */
export async function callJson(cloud: LocalCloud, target: string, body: unknown): Promise<Answered> {
  return read(
    await fetch(`${cloud.url}/`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  );
}

export async function read(response: Response): Promise<Answered> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return {
    status: response.status,
    headers: response.headers,
    body: isJson && text !== '' ? JSON.parse(text) : { text },
  };
}
