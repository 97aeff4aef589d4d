/** The whole cloud on one machine: the synthesised stack, run with the real protocols. */
import { mkdir, open as openFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Configuration } from '../../contract/configuration.ts';
import { configurationFromOutputs } from '../stack/configuration-from-outputs.ts';
import type { StackContext } from '../stack/options.ts';
import { synthesise } from '../stack/synth.ts';
import { createClock, type Lifetimes, setLifetimes } from './clock.ts';
import { createCalls } from './control/calls.ts';
import { createControlRoom } from './control/control-room.ts';
import { createFaults } from './control/faults.ts';
import { isForeign } from './control/guard.ts';
import { createFront } from './front.ts';
import { createGateway } from './gateway/gateway.ts';
import { createHostedUi } from './hosted-ui/hosted-ui.ts';
import { createRoleCredentials } from './iam/role-credentials.ts';
import { createCredentialStore } from './identity-pool/credentials.ts';
import { createIdentityPool } from './identity-pool/identity-pool.ts';
import { readIdentityPoolSettings } from './identity-pool/settings.ts';
import { clientSecretOf, openInstallation } from './installation.ts';
import { startFunctions } from './lambda/start-functions.ts';
import { createMailbox } from './mail/mailbox.ts';
import type { StackModel } from './model.ts';
import { privateFile } from './private-folder.ts';
import { openRecords, RecordsInUse } from './records/records.ts';
import { announceRunning } from './running.ts';
import { createSampleAccounts, type SampleAccounts } from './seed/accounts.ts';
import { createProfileCaller } from './seed/profile-caller.ts';
import { seedSampleData } from './seed/seed.ts';
import { createTaskCaller } from './seed/task-caller.ts';
import type { HttpRequest } from './server/http.ts';
import { listen } from './server/listen.ts';
import { callersOf } from './store/callers.ts';
import { openStore } from './store/store.ts';
import { localAddress, readStack, type StackVariant } from './template/read-stack.ts';
import { requireOperator } from './user-pool/admin/operator.ts';
import { readSettings } from './user-pool/settings/settings.ts';
import { readSigningKey } from './user-pool/tokens/signing-key.ts';
import { createUserPool } from './user-pool/user-pool.ts';

export interface LocalCloudOptions {
  /** Default: the port that the data folder remembers, or any free one. */
  port?: number;
  /** Folder of the data; null keeps it in memory. Default: in memory. */
  dir?: string | null;
  /** Options of the stack. */
  context?: StackContext;
  /** For tests: the stack as somebody else may have it. */
  variant?: StackVariant;
  /** The secrets that the template takes from Secrets Manager, by name. */
  secrets?: Readonly<Record<string, string>>;
  /** Starts with sample data. */
  seed?: boolean;
  /** Epoch ms. */
  clock?: () => number;
  /** Takes lines for a person: a fallback, an internal failure. Default: stderr. */
  log?: (line: string) => void;
}

export interface LocalCloud {
  /** Without a trailing slash. */
  url: string;
  configuration: Configuration;
  /** Opens the inbox and the control room. */
  token: string;
  /** For a person's browser; contains the token. */
  inboxUrl: string;
  /** The sample accounts, as they were at the start; null if there are none. */
  accounts: SampleAccounts | null;
  stop(): Promise<void>;
}

/**
 * Starts the local cloud on loopback. It keeps every acknowledged write, however its process ends.
 *
 * @throws Error in one sentence if the folder is in use, the port is taken, or the stack or its context is not
 * supported
 */
export async function startLocalCloud(options: LocalCloudOptions = {}): Promise<LocalCloud> {
  const open: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const close of open.splice(0).reverse()) await close();
  };
  try {
    return { ...(await start(options, (close) => open.push(close))), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @param atEnd takes the function that closes each part, in the order of opening */
async function start(
  options: LocalCloudOptions,
  atEnd: (close: () => Promise<void>) => void,
): Promise<Omit<LocalCloud, 'stop'>> {
  const { dir = null, variant = {}, log = (line) => process.stderr.write(`${line}\n`) } = options;
  const address = { ...localAddress, ...(variant.region && { region: variant.region }) };
  const clock = createClock(options.clock);
  const lifetimes: Lifetimes = {};
  const synth = await synthesise({ context: options.context });
  const records = await openRecords(dir === null ? null : join(dir, 'records')).catch((error: unknown) => {
    throw error instanceof RecordsInUse ? new Error(`Another local cloud is using ${dir}.`) : error;
  });
  atEnd(records.close);
  const installation = await openInstallation(records, address.region);
  const model = readStack(synth, installation.physicalId, { address, properties: variant.properties });
  await installation.settled();

  const faults = createFaults();
  const calls = createCalls(faults);
  const roleCredentials = createRoleCredentials();
  const store = await openStore({
    dir: dir === null ? null : join(dir, 'tables'),
    tables: model.tables,
    authenticate: callersOf(roleCredentials, model, clock.now),
    clock: clock.now,
    perform: calls.performWithin,
  });
  atEnd(store.close);
  const functions = startFunctions({
    model,
    storeUrl: store.url,
    credentials: roleCredentials,
    clock: clock.now,
    url: () => url,
    log: await functionLog(dir),
  });
  atEnd(functions.close);

  const key = await readSigningKey(installation.signingKey);
  const mailbox = createMailbox(records, clock);
  const shared = { records, key, clock, lifetimes };
  const operatorOf = (service: string) => (request: HttpRequest) =>
    requireOperator(request, {
      ...{ region: model.region, service, token: installation.token, now: clock.now(), isForeign },
    });
  const settings = readSettings({
    ...model,
    clientSecret: clientSecretOf(installation),
    secrets: options.secrets ?? {},
  });
  const userPool = await createUserPool({
    ...shared,
    settings,
    secret: installation.secret,
    mailbox,
    invoke: (functionArn, event, timeoutMs) =>
      functions.call(functionArn, event, {
        invoker: { service: 'cognito-idp.amazonaws.com', sourceArn: model.userPool.arn },
        timeoutMs,
      }),
    requireOperator: operatorOf('cognito-idp'),
  });
  const credentials = await createCredentialStore(records, clock, lifetimes);
  const identityPool = createIdentityPool({
    ...shared,
    settings: readIdentityPoolSettings(model),
    credentials,
    isRevoked: userPool.pool.tokens.isRevoked,
    requireOperator: operatorOf('cognito-identity'),
  });
  const gateway = createGateway({
    ...{ model, credentials, clock, call: functions.call },
    issuers: new Map([[model.userPool.arn, { issuer: settings.issuer, key }]]),
  });
  const hostedUi = createHostedUi(userPool, () => url);
  async function reset(): Promise<void> {
    await functions.renew(); // first, so that no unfinished work is written afterwards
    for (const part of [userPool, identityPool, credentials, mailbox, store]) await part.reset();
    await functions.renew(); // and last, so that nothing read meanwhile is kept
    gateway.reset();
    hostedUi.reset();
    faults.clear();
    calls.reset();
    clock.offsetMs = 0;
    setLifetimes(lifetimes, {});
  }

  const samples = createSampleAccounts({
    operations: userPool.operations,
    poolId: model.userPool.id,
    subOf: (username) => userPool.pool.users.find(username)?.sub ?? null,
    made: records.table('sampleAccount', v.string()),
    secret: installation.secret,
    profileOf: (person) => createProfileCaller(model, functions, person),
  });
  async function seed(remove: boolean): Promise<unknown> {
    if (remove) return samples.remove();
    return seedSampleData(createTaskCaller(model, functions, await samples.make()), clock.now);
  }

  const front = createFront({
    services: { AWSCognitoIdentityProviderService: userPool, AWSCognitoIdentityService: identityPool },
    gateway,
    hostedUi,
    jwks: { poolId: model.userPool.id, keys: [key.publicJwk] },
    calls,
    token: installation.token,
    mailbox,
    controlRoom: createControlRoom({
      describe: () => ({ ...configuration, local: describeLocal() }),
      ...{ mailbox, calls, faults, clock, lifetimes, userPool, reset },
      seed,
    }),
  });
  const server = await listen(
    { handle: front, clock, report: (error) => log(`The local cloud failed: ${describe(error)}`) },
    { wanted: options.port ?? null, remembered: installation.port, log },
  );
  atEnd(server.close);
  if (options.port !== undefined || installation.port === null) await installation.rememberPort(server.port);

  const url = `http://127.0.0.1:${server.port}`;
  const inboxUrl = `${url}/_inbox?token=${installation.token}`;
  const describeLocal = () =>
    describedLocally({ url, inboxUrl, token: installation.token, accounts: samples.shown() });
  const configuration = configurationFromOutputs(model.outputs, localAddresses(model, url));
  if (options.seed) await seed(false);
  if (dir !== null) atEnd(await announceRunning(dir, { url, token: installation.token }));
  return { url, configuration, token: installation.token, inboxUrl, accounts: samples.shown() };
}

/**
 * The values printed besides the configuration, for people and programs on this machine. The extension ignores them.
 */
export const describedLocally = (cloud: Pick<LocalCloud, 'url' | 'inboxUrl' | 'token' | 'accounts'>) => ({
  token: cloud.token,
  url: cloud.url,
  inbox: cloud.inboxUrl,
  ...(cloud.accounts && { accounts: cloud.accounts }),
});

function localAddresses(model: StackModel, url: string) {
  const endpoint = (name: string) => {
    const api = model.apis.find((one) => one.name === name);
    if (!api) throw new Error(`The stack has no ${name}.`);
    return `${url}/${api.id}/${api.stage}`;
  };
  return {
    tasks: endpoint('TasksAPI'),
    projects: endpoint('ProjectsAPI'),
    profile: endpoint('ProfileAPI'),
    userPool: `${url}/`,
    identityPool: `${url}/`,
    hostedUi: url,
  };
}

/** Writes the functions' logs to a file beside the data, instead of CloudWatch. */
async function functionLog(dir: string | null): Promise<(functionName: string, line: string) => void> {
  if (dir === null) return () => {};
  await mkdir(dir, { recursive: true });
  const handle = await openFile(join(dir, 'functions.log'), 'a', privateFile);
  await handle.chmod(privateFile); // one from before keeps its mode
  const file = handle.createWriteStream();
  return (functionName, line) => file.write(`${functionName}: ${line}\n`);
}

const describe = (error: unknown) =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
