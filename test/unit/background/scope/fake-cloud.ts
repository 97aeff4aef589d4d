/**
 * Clouds at the network's edge: they answer what the extension asks, and know of each request who was behind it. A person
 * is known by name: their `sub` is their name, and what they write begins with it.
 */
import type { Configuration } from '../../../../src/contract/configuration.ts';
import type { Task } from '../../../../src/domain/task.ts';

export const people = ['ada', 'ben'] as const;
export type Person = (typeof people)[number];

/** Names of the clouds: three that share nothing, except that `twin` shares all but the addresses with `home`. */
export const cloudNames = ['home', 'twin', 'other'] as const;
export type CloudName = (typeof cloudNames)[number];

/** Every text of a person names its author, wherever it appears. */
export const wordsOf = (person: Person | 'guest', text: string): string => `${person}~${text}`;
const authors = /\b(ada|ben)~/g;
/** The authors of a text. */
export const authorsOf = (text: string): Set<string> =>
  new Set([...text.matchAll(authors)].map(([, name = '']) => name));

/** The authority of a request, and the cloud that issued it. */
export interface Authority {
  cloud: CloudName;
  /** `guest` for an identity without a person. */
  who: Person | 'guest';
}

export interface Exchange {
  cloud: CloudName;
  /** Such as `POST /tasks` or `DeleteUser`. */
  operation: string;
  authority: Authority | null;
  body: string;
}

/**
 * The fate of a request. `hold`: it waits until it is released, and is then decided again. `lost`: it arrives, but its
 * answer does not. `expired`: its token or signature is refused. `foreign`: another server answers that there is no
 * such page. `missing`: our own API says that the requested thing does not exist.
 */
export type Way = 'answer' | 'hold' | 'fail' | 'drop' | 'lost' | 'expired' | 'foreign' | 'missing';

interface Row {
  tasks: Map<string, Task>;
  gone: boolean;
  /** Parts that an erasure has left to do. */
  parts: number;
  terms: boolean;
  attributes: Record<string, string>;
}

const newRow = (): Row => ({ tasks: new Map(), gone: false, parts: 2, terms: true, attributes: {} });

const passwordPolicy = {
  ...{ minimumLength: 8, requireLowercase: true, requireUppercase: true, requireNumbers: true },
  requireSymbols: true,
};

export function configurationOf(name: CloudName): Configuration {
  const pool = name === 'other' ? 'Other' : 'Home';
  const at = (service: string) => `https://${service}.${name}.example`;
  return {
    region: 'eu-west-1',
    userPoolId: `eu-west-1_${pool}`,
    userPoolClientId: 'client',
    identityPoolId: `eu-west-1:${name === 'other' ? '2' : '1'}0000000-0000-4000-8000-000000000000`,
    apis: {
      TasksAPI: { endpoint: at('tasks'), auth: 'IAM' },
      ProjectsAPI: { endpoint: at('projects'), auth: 'IAM' },
      ProfileAPI: { endpoint: at('profile'), auth: 'JWT' },
    },
    hostedUi: { domain: at('login') },
    endpoints: { userPool: at('pool'), identityPool: at('identity') },
    passwordPolicy,
    attributes: { required: [], optional: [], fromUsername: [] },
    usernames: 'any',
  };
}

/** Most requests of one device. The longest known sequence makes fewer than 100. */
export const mostRequests = 2_000;

export interface FakeCloud {
  fetch: typeof globalThis.fetch;
  /** The redirect address of the user pool's page after a sign-in. */
  page(address: string): string;
  /** The person who signs in at the next page. */
  visitor: Person;
  /** Asked of each request. */
  way: (request: Exchange) => Way;
  /** Lets what is held go on, the oldest first. @returns how many there were */
  release(count?: number): number;
  held(): readonly Exchange[];
  /** The background was stopped: held requests are never answered. */
  abandon(): void;
  /** Everything that was asked, in its order. */
  exchanges: Exchange[];
  tasksOf(cloud: CloudName, person: Person): Task[];
  row(cloud: CloudName, person: Person): Row;
  /** Makes the refresh tokens that were given out useless. */
  endSessions(person: Person): void;
  /** The configuration in the extension's own file. */
  file: unknown;
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}) => ({
  status,
  body: JSON.stringify(body),
  headers,
});
type Reply = ReturnType<typeof json>;
const refusal = (type: string): Reply => json(400, { __type: type, message: 'refused' });
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const empty = { tasks: [], deleted: [], next: null, since: null };

/** @param now epoch ms */
export function startFakeCloud(now: () => number): FakeCloud {
  const rows = new Map<string, Row>();
  const row = (cloud: CloudName, person: Person): Row => {
    const key = `${cloud}/${person}`;
    const known = rows.get(key) ?? newRow();
    rows.set(key, known);
    return known;
  };
  const generation: Record<Person, number> = { ada: 0, ben: 0 };
  const held: { request: Exchange; go: () => void; forget: () => void }[] = [];
  let issued = 0;

  const jwt = (cloud: CloudName, who: Person, use: string, more: object = {}) => {
    const iat = Math.floor(now() / 1000);
    const claims = {
      iss: cloud,
      sub: who,
      token_use: use,
      iat,
      exp: iat + 3600,
      email: `${who}@example.org`,
    };
    return `h.${encode({ ...claims, 'cognito:username': who, ...more })}.${++issued}`;
  };
  const authorityOf = (token: string): Authority | null => {
    const [kind, payload = ''] = token.split('.');
    if (kind !== 'h') return null;
    const { iss, sub } = JSON.parse(Buffer.from(payload, 'base64url').toString());
    return { cloud: iss, who: sub };
  };
  const tokens = (cloud: CloudName, who: Person, more: object = {}) => ({
    IdToken: jwt(cloud, who, 'id', more),
    AccessToken: jwt(cloud, who, 'access'),
    RefreshToken: `refresh/${cloud}/${who}/${generation[who]}`,
  });
  const holderOf = (refreshToken: string): (Authority & { who: Person; alive: boolean }) | null => {
    const [kind, cloud, who, given] = refreshToken.split('/');
    if (kind !== 'refresh') return null;
    const alive = Number(given) === generation[who as Person];
    return { cloud: cloud as CloudName, who: who as Person, alive };
  };

  /** The answer of a user pool or an identity pool. */
  function cognito(cloud: CloudName, operation: string, body: string): Reply {
    const asked = JSON.parse(body);
    const refresh = asked.AuthParameters?.REFRESH_TOKEN ?? asked.Token ?? '';
    const holder = holderOf(refresh);
    switch (operation) {
      case 'InitiateAuth':
        if (!holder) return refusal('InvalidParameterException');
        if (row(cloud, holder.who).gone) return refusal('UserNotFoundException');
        if (!holder.alive) return refusal('NotAuthorizedException');
        return json(200, { AuthenticationResult: tokens(cloud, holder.who) });
      case 'RevokeToken':
      case 'GlobalSignOut':
        return json(200, {});
      case 'GetId': {
        const [login] = Object.values((asked.Logins ?? {}) as Record<string, string>);
        const who = login ? authorityOf(login)?.who : 'guest';
        return json(200, { IdentityId: `${cloud}:${who}` });
      }
      case 'GetCredentialsForIdentity': {
        const [, who] = asked.IdentityId.split(':');
        const AccessKeyId = `AK-${cloud}-${who}-${++issued}`;
        const Expiration = now() / 1000 + 3600;
        return json(200, { Credentials: { AccessKeyId, SecretKey: 's', SessionToken: 't', Expiration } });
      }
    }
    const authority = authorityOf(asked.AccessToken ?? '');
    if (!authority || authority.who === 'guest') return refusal('NotAuthorizedException');
    const own = row(cloud, authority.who);
    if (own.gone) return refusal('UserNotFoundException');
    switch (operation) {
      case 'GetUser':
        return json(200, { UserAttributes: [], UserMFASettingList: [] });
      case 'UpdateUserAttributes': {
        for (const { Name, Value } of asked.UserAttributes) own.attributes[Name] = Value;
        const sent = asked.UserAttributes.map(({ Name }: { Name: string }) => ({
          AttributeName: Name,
          Destination: '***',
        }));
        return json(200, { CodeDeliveryDetailsList: sent });
      }
      case 'DeleteUser':
        own.gone = true;
        return json(200, {});
      case 'AssociateSoftwareToken':
        return json(200, { SecretCode: `SECRETOF${authority.who}` });
      default:
        return json(200, {});
    }
  }

  function api(
    cloud: CloudName,
    method: string,
    url: URL,
    who: Person | 'guest' | undefined,
    body: string,
  ): Reply {
    if (url.hostname.startsWith('projects')) return json(200, { projects: [], next: null });
    if (!who || who === 'guest') return json(403, { message: 'Forbidden' });
    const own = row(cloud, who);
    if (url.hostname.startsWith('profile')) {
      if (method === 'DELETE') {
        own.parts -= 1;
        if (own.parts <= 0) own.tasks.clear();
        return json(own.parts <= 0 ? 200 : 202, { done: own.parts <= 0 });
      }
      if (method === 'PUT' && JSON.parse(body).termsAccepted) own.terms = true;
      const notifications = { dueToday: true, overdue: true };
      const profile = {
        sub: who,
        notifications,
        termsAccepted: own.terms,
        createdAt: '2026-11-20T00:00:00Z',
      };
      return json(200, { profile });
    }
    const id = url.pathname.split('/')[2] ?? '';
    const task = own.tasks.get(id);
    const asked = body ? JSON.parse(body) : {};
    if (method === 'GET') return json(200, { ...empty, tasks: [...own.tasks.values()] });
    if (!own.terms) return json(403, { error: 'termsRequired', message: '' });
    if (method === 'POST') {
      const { changeId: _, ...made } = asked;
      const known = own.tasks.get(made.taskId) ?? { ...made, completed: false, completedOn: '', version: 1 };
      own.tasks.set(made.taskId, known);
      return json(201, { task: known });
    }
    if (!task) return json(404, { error: 'notFound', message: '' });
    if (method === 'DELETE') {
      own.tasks.delete(id);
      return json(200, { deleted: id });
    }
    const { changeId: _, version: __, ...fields } = asked;
    const changed = { ...task, ...fields, version: task.version + 1 };
    if (fields.completed === false) changed.completedOn = '';
    own.tasks.set(id, changed);
    return json(200, { task: changed });
  }

  const fake: FakeCloud = {
    visitor: 'ada',
    way: () => 'answer',
    file: configurationOf('home'),
    exchanges: [],
    tasksOf: (cloud, person) => [...row(cloud, person).tasks.values()],
    row,
    endSessions(person) {
      generation[person] += 1;
    },
    held: () => held.map(({ request }) => request),
    abandon() {
      for (const { forget } of held.splice(0)) forget();
    },
    release(count = held.length) {
      const going = held.splice(0, count);
      for (const { go } of going) go();
      return going.length;
    },
    page(address) {
      const asked = new URL(address).searchParams;
      const cloud = cloudOf(new URL(address));
      const back = new URL(asked.get('redirect_uri') ?? asked.get('logout_uri') ?? '');
      if (!asked.has('state')) return back.href;
      back.searchParams.set('state', asked.get('state') ?? '');
      back.searchParams.set('code', `${cloud}/${fake.visitor}/${asked.get('nonce')}`);
      return back.href;
    },
    async fetch(input, init = {}) {
      const url = new URL(String(input));
      if (url.protocol === 'chrome-extension:')
        return fake.file === null
          ? new Response('', { status: 404 })
          : new Response(JSON.stringify(fake.file));
      const { signal } = init;
      signal?.throwIfAborted();
      const headers = new Headers(init.headers);
      const method = init.method ?? 'GET';
      const cloud = cloudOf(url);
      const body = textOf(init.body);
      const target = headers.get('x-amz-target')?.split('.')[1];
      const operation = target ?? `${method} ${url.pathname}`;
      const request: Exchange = { cloud, operation, authority: null, body };
      let reply: () => Reply;
      if (url.pathname === '/oauth2/token') {
        const [, who, nonce] = (new URLSearchParams(body).get('code') ?? '').split('/');
        const given = tokens(cloud, who as Person, { nonce });
        reply = () =>
          json(200, {
            id_token: given.IdToken,
            access_token: given.AccessToken,
            refresh_token: given.RefreshToken,
          });
      } else if (target) {
        const asked = JSON.parse(body);
        const [login] = Object.values((asked.Logins ?? {}) as Record<string, string>);
        request.authority =
          authorityOf(asked.AccessToken ?? login ?? '') ??
          holderOf(asked.AuthParameters?.REFRESH_TOKEN ?? asked.Token ?? '');
        reply = () => cognito(cloud, target, body);
      } else {
        const authorization = headers.get('authorization') ?? '';
        const [, givenBy, who] = /Credential=AK-(\w+)-(\w+)-/.exec(authorization) ?? [];
        request.authority = givenBy
          ? { cloud: givenBy as CloudName, who: who as Person }
          : authorityOf(authorization);
        reply = () => api(cloud, method, url, request.authority?.who, body);
      }
      // An endless loop stops here.
      if (fake.exchanges.length >= mostRequests) return new Promise(() => {});
      fake.exchanges.push(request);
      let way = fake.way(request);
      while (way === 'hold') {
        await new Promise<void>((resolve, reject) => {
          const forget = () => signal?.removeEventListener('abort', drop);
          const go = () => {
            forget();
            resolve();
          };
          const drop = () => {
            held.splice(held.indexOf(entry), 1);
            forget();
            reject(signal?.reason);
          };
          const entry = { request, go, forget };
          held.push(entry);
          signal?.addEventListener('abort', drop);
        });
        way = fake.way(request);
      }
      if (way === 'drop') throw new TypeError('Failed to fetch');
      if (way === 'fail') return new Response('{"message":"Internal"}', { status: 503 });
      if (way === 'foreign') return new Response('{"message":"Not Found"}', { status: 404 });
      if (way === 'missing') return respond(json(404, { error: 'notFound', message: '' }));
      if (way === 'expired')
        return target
          ? respond(refusal('NotAuthorizedException'))
          : respond(json(403, { message: '' }, { 'x-amzn-errortype': 'ExpiredTokenException' }));
      const answer = reply();
      signal?.throwIfAborted();
      if (way === 'lost') throw new TypeError('Failed to fetch');
      return respond(answer);
    },
  };
  return fake;
}

const respond = ({ status, body, headers }: Reply) => new Response(body, { status, headers });

/** Every host is `service.cloud.example`. */
const cloudOf = ({ hostname }: URL): CloudName => {
  const name = cloudNames.find((one) => one === hostname.split('.')[1]);
  if (!name) throw new Error(`Nobody lives at ${hostname}`);
  return name;
};

const textOf = (body: BodyInit | null | undefined): string =>
  body instanceof Uint8Array ? new TextDecoder().decode(body) : body ? String(body) : '';
