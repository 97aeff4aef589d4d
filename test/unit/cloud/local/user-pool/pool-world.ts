/** A user pool behind HTTP, without the rest of the local cloud, and the AWS SDK’s client for it. Its clock stands still. */
import { randomUUID } from 'node:crypto';
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  type AttributeType,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { Secret, TOTP } from 'otpauth';
import { createClock } from '../../../../../src/cloud/local/clock.ts';
import { createMailbox } from '../../../../../src/cloud/local/mail/mailbox.ts';
import { openRecords } from '../../../../../src/cloud/local/records/records.ts';
import { startHttpServer } from '../../../../../src/cloud/local/server/http-server.ts';
import { jsonCall } from '../../../../../src/cloud/local/server/json-protocol.ts';
import { requireOperator } from '../../../../../src/cloud/local/user-pool/admin/operator.ts';
import { readSettings } from '../../../../../src/cloud/local/user-pool/settings/settings.ts';
import {
  makeSigningKey,
  readSigningKey,
} from '../../../../../src/cloud/local/user-pool/tokens/signing-key.ts';
import { createUserPool } from '../../../../../src/cloud/local/user-pool/user-pool.ts';
import { localOperator } from '../../../../../src/dev/deployed/read.ts';
import { CognitoUserPool, signIn } from '../../../../cloud/local/user-pool/sign-in-library.ts';

/** The stack’s pool, as far as these tests look. */
const poolProperties = {
  UserPoolName: 'Tested',
  AliasAttributes: ['email'],
  AutoVerifiedAttributes: ['email'],
  UsernameConfiguration: { CaseSensitive: false },
  Schema: [
    { Name: 'preferred_username', Mutable: true, Required: false },
    { Name: 'email', Mutable: true, Required: true },
  ],
  AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
  UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
};
const clientProperties = {
  ClientName: 'Extension',
  ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
};

export const withAuthenticators = { MfaConfiguration: 'OPTIONAL', EnabledMfas: ['SOFTWARE_TOKEN_MFA'] };
export const hidden = { PreventUserExistenceErrors: 'ENABLED' };

export interface Person {
  username: string;
  email: string;
  password: string;
}

export type PoolWorld = Awaited<ReturnType<typeof startPool>>;

/** @param changed properties of the template that differ from the stack’s; undefined takes one out */
export async function startPool(
  changed: {
    pool?: Record<string, unknown>;
    client?: Record<string, unknown>;
    region?: string;
    clientSecret?: string;
  } = {},
) {
  const { region = 'us-east-1', clientSecret = '' } = changed;
  const [UserPoolId, ClientId, token] = [`${region}_AbC123xyz`, 'k3qn5jo1vqtrp5hd4b6l0a9c2e', 't'.repeat(40)];
  const records = await openRecords(null);
  let now = Date.parse('2026-11-20T12:00:00Z');
  const clock = createClock(() => now);
  const mailbox = createMailbox(records, clock);
  const template = {
    ...{ region, clientSecret },
    userPool: { id: UserPoolId, properties: { ...poolProperties, ...changed.pool } },
    userPoolClient: { id: ClientId, properties: { ...clientProperties, ...changed.client } },
    userPoolGroups: [{ GroupName: 'ADMINS', Description: 'May see the list of users.' }],
  };
  const userPool = await createUserPool({
    settings: readSettings(template),
    ...{ records, clock, mailbox },
    key: await readSigningKey(await makeSigningKey()),
    secret: 'known to this installation',
    lifetimes: {},
    invoke: () => Promise.reject(new Error('The pool has no functions.')),
    requireOperator: (request) =>
      requireOperator(request, { region, token, now, service: 'cognito-idp', isForeign: () => false }),
  });
  const failures: unknown[] = [];
  const server = await startHttpServer({
    ...{ port: 0, clock },
    handle: (request) => jsonCall(request, { AWSCognitoIdentityProviderService: userPool }).run(),
    report: (error) => failures.push(error),
  });
  const endpoint = `http://127.0.0.1:${server.port}`;
  const client = new CognitoIdentityProviderClient({
    ...{ region, endpoint, maxAttempts: 1 },
    credentials: localOperator(token),
    systemClockOffset: now - Date.now(),
  });
  const library = new CognitoUserPool({ UserPoolId, ClientId, endpoint: `${endpoint}/` });

  return {
    ...{ client, region, UserPoolId, ClientId, userPool, library, endpoint },
    codeOf: (secret = '', inMs = 0) =>
      new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now + inMs }),
    now: () => now,
    advance(ms: number) {
      now += ms;
      client.config.systemClockOffset += ms;
    },
    mails: (to: string) => mailbox.all().filter((mail) => mail.to === to),
    /** A confirmed person with a verified address. */
    async join(attributes: AttributeType[] = []): Promise<Person> {
      const username = `ann-${randomUUID().slice(0, 8)}`;
      const person = { username, email: `${username}@example.com`, password: `Aa1!${randomUUID()}` };
      const UserAttributes = [
        { Name: 'email', Value: person.email },
        { Name: 'email_verified', Value: 'true' },
        ...attributes,
      ];
      const made = { UserPoolId, Username: username, MessageAction: 'SUPPRESS' as const, UserAttributes };
      await client.send(new AdminCreateUserCommand(made));
      const { password: Password } = person;
      const Permanent = true;
      await client.send(
        new AdminSetUserPasswordCommand({ UserPoolId, Username: username, Password, Permanent }),
      );
      return person;
    },
    /** An access token, after a sign-in by SRP without a challenge. */
    async token({ username, password }: Pick<Person, 'username' | 'password'>): Promise<string> {
      const { session } = await signIn(library, username, password);
      return session.getAccessToken().getJwtToken();
    },
    async close() {
      client.destroy();
      await server.close();
      if (failures.length > 0) throw failures[0];
    },
  };
}
