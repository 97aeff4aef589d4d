/** `npm run cloud` as a process, killed without warning and started again on the same folder. */
import type { ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsClient } from 'aws4fetch';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalCloud } from '../../../src/cloud/local/cloud.ts';
import type { Mail } from '../../../src/cloud/local/mail/mailbox.ts';
import { type CloudProcess, startCloudProcess } from './cloud-process.ts';
import { callJson, poolOf, read, somebody } from './local-world.ts';
import { signIn } from './user-pool/sign-in-library.ts';

let dir: string;
let children: ChildProcess[];
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'countersign-'));
  children = [];
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(dir, { recursive: true, force: true });
});

async function start(...args: string[]): Promise<CloudProcess> {
  const running = await startCloudProcess(dir, ...args);
  children.push(running.child);
  return running;
}

const cloudOf = ({ configuration, url, token }: CloudProcess): LocalCloud => ({
  ...{ configuration, url, token, inboxUrl: '', accounts: null },
  stop: async () => {},
});
const idp = (running: CloudProcess, operation: string, body: object) =>
  callJson(cloudOf(running), `AWSCognitoIdentityProviderService.${operation}`, {
    ClientId: running.configuration.userPoolClientId,
    ...body,
  });
const mails = async ({ url, token }: CloudProcess): Promise<Mail[]> =>
  (await fetch(`${url}/_local/mail`, { headers: { 'x-local-token': token } })).json();

describe('the local cloud as a process', () => {
  it('remembers after a kill all that it had answered: address, people, codes, sign-ins, credentials', async () => {
    const { username, email, password } = somebody();
    const first = await start();
    const UserAttributes = [{ Name: 'email', Value: email }];
    await idp(first, 'SignUp', { Username: username, Password: password, UserAttributes });
    await first.end('SIGKILL');

    const second = await start();
    expect([second.url, second.token, second.configuration]).toEqual([
      first.url,
      first.token,
      first.configuration,
    ]);
    const [mail] = await mails(second);
    const confirmed = await idp(second, 'ConfirmSignUp', {
      Username: username,
      ConfirmationCode: mail?.code,
    });
    expect(confirmed.status).toBe(200);
    await second.end('SIGKILL');

    const third = await start();
    const { session } = await signIn(poolOf(cloudOf(third)), username, password);
    const provider = `cognito-idp.us-east-1.amazonaws.com/${third.configuration.userPoolId}`;
    const Logins = { [provider]: session.getIdToken().getJwtToken() };
    const identity = (running: CloudProcess, operation: string, body: object) =>
      callJson(cloudOf(running), `AWSCognitoIdentityService.${operation}`, { ...body, Logins });
    const IdentityPoolId = third.configuration.identityPoolId;
    const { IdentityId } = (await identity(third, 'GetId', { IdentityPoolId })).body;
    const { body } = await identity(third, 'GetCredentialsForIdentity', { IdentityId });
    const issued = body.Credentials as Record<string, string>; // as the identity pool has it
    await third.end('SIGKILL');

    const fourth = await start();
    const REFRESH_TOKEN = session.getRefreshToken().getToken();
    const AuthParameters = { REFRESH_TOKEN };
    expect(
      (await idp(fourth, 'InitiateAuth', { AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters })).status,
    ).toBe(200);
    expect(
      (await idp(fourth, 'GetUser', { AccessToken: session.getAccessToken().getJwtToken() })).status,
    ).toBe(200);
    expect((await identity(fourth, 'GetId', { IdentityPoolId })).body.IdentityId).toBe(IdentityId);
    const client = new AwsClient({
      accessKeyId: issued.AccessKeyId ?? '',
      secretAccessKey: issued.SecretKey ?? '',
      sessionToken: issued.SessionToken ?? '',
      region: 'us-east-1',
      service: 'execute-api',
    });
    const { TasksAPI } = fourth.configuration.apis;
    expect((await read(await client.fetch(`${TasksAPI.endpoint}/tasks`))).status).toBe(200);
    await idp(fourth, 'RevokeToken', { Token: REFRESH_TOKEN });
    await fourth.end('SIGKILL');

    const fifth = await start();
    const refused = await idp(fifth, 'InitiateAuth', { AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters });
    expect(refused.body.message).toBe('Refresh Token has been revoked');
  });

  it('keeps no password and no refresh token in its files', async () => {
    const { username, email, password } = somebody();
    const running = await start();
    const UserAttributes = [{ Name: 'email', Value: email }];
    await idp(running, 'SignUp', { Username: username, Password: password, UserAttributes });
    const [mail] = await mails(running);
    await idp(running, 'ConfirmSignUp', { Username: username, ConfirmationCode: mail?.code });
    const { session } = await signIn(poolOf(cloudOf(running)), username, password);
    expect(await running.end('SIGTERM')).toBe(0);
    const secret = session.getRefreshToken().getToken().split('.')[1] ?? '';
    const names = await readdir(dir, { recursive: true, withFileTypes: true });
    const files = names.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
    const kept = Buffer.concat(await Promise.all(files.map((file) => readFile(file)))).toString('latin1');
    expect(kept).toContain(username);
    expect(kept).not.toContain(password);
    expect(kept).not.toContain(secret);
  });

  it('SE14: lets nobody else read its files, those of an earlier version neither', async () => {
    const data = join(dir, 'cloud');
    const entries = async () => {
      const found = await readdir(data, { recursive: true, withFileTypes: true });
      return found.map((one) => ({ path: join(one.parentPath, one.name), isFolder: one.isDirectory() }));
    };
    const readable = async () => {
      const modes = await Promise.all(
        (await entries()).map(async ({ path }) => ({ path, mode: (await stat(path)).mode & 0o777 })),
      );
      return modes.filter(({ mode }) => (mode & 0o077) !== 0).map(({ path }) => path);
    };
    const first = await start('--data', data);
    expect(await readable()).toEqual([]);
    await first.end('SIGKILL');
    for (const { path, isFolder } of await entries()) await chmod(path, isFolder ? 0o755 : 0o644);

    const second = await start('--data', data);
    const { username, email, password } = somebody();
    const UserAttributes = [{ Name: 'email', Value: email }];
    await idp(second, 'SignUp', { Username: username, Password: password, UserAttributes });
    expect(await readable()).toEqual([]);
    await second.end('SIGTERM');
    expect(await readable()).toEqual([]);
  });

  it('says in one line that its port is taken, takes another, and comes back to the first', async () => {
    const first = await start();
    await first.end('SIGINT');
    const port = Number(new URL(first.url).port);
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
    const second = await start();
    expect(second.url).not.toBe(first.url);
    expect(second.said()).toMatch(new RegExp(`^Port ${port}, used so far, is taken: .*\\.\\n$`, 'm'));
    await expect(start('--port', String(port), '--data', join(dir, 'other'))).rejects.toThrow(
      `Port ${port} is in use by another program.`,
    );
    await second.end('SIGTERM');
    await new Promise((resolve) => other.close(resolve));
    expect((await start()).url).toBe(first.url);
  });

  it('says that the folder is in use, when it runs twice', async () => {
    await start();
    await expect(start()).rejects.toThrow(`Another local cloud is using ${dir}`);
  });

  it.each([
    ['--unknown=1', 'npm run cloud does not know --unknown;'],
    ['--port=abc', '--port takes 0 to 65535, not "abc".'],
    ['--context=novalue', 'The context "novalue" is not of the form KEY=VALUE.'],
    ['--context=nope=1', 'The stack has no context key "nope"; it has mfa, '],
    ['--context=mfa=banana', 'The context key "mfa" takes off, optional, or required, not "banana".'],
    ['--secret=novalue', 'The secret "novalue" is not of the form NAME=FILE.'],
    ['--memory', 'Of --data and --memory, only one can be chosen.'],
  ])('BM8: refuses %s in one sentence, before it opens anything', async (arg, sentence) => {
    const { message } = await start(arg).then(
      () => new Error('It started'),
      (error: Error) => error,
    );
    expect(message).toContain(sentence);
    expect(message.trim().split('\n')).toHaveLength(1);
    expect(await readdir(dir)).toEqual([]);
  });
});
