/** The identity of one installation of the local cloud: its ids, its keys, its token and its port. */
import { createHmac, randomBytes, randomInt, randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Records } from './records/records.ts';
import { makeSigningKey } from './user-pool/tokens/signing-key.ts';

const identity = v.object({
  /** Opens the inbox and the control room. */
  token: v.string(),
  /** Used to invent the answers about users who do not exist. */
  secret: v.string(),
  /** The private key that signs tokens, as a JWK. */
  signingKey: v.looseObject({ kty: v.string() }),
  /** Null before the first start. */
  port: v.nullable(v.number()),
});

export interface Installation extends v.InferOutput<typeof identity> {
  /** The id of a resource of the template; it stays the same for the lifetime of the data. */
  physicalId(logicalId: string, resourceType: string): string;
  rememberPort(port: number): Promise<void>;
  /** Resolves once every new id is on disk. */
  settled(): Promise<void>;
}

/** @param region prefix of the pools' ids */
export async function openInstallation(records: Records, region: string): Promise<Installation> {
  const table = records.table('installation', identity);
  const ids = records.table('physicalId', v.string());
  const own = table.get('own') ?? {
    token: randomBytes(24).toString('base64url'),
    secret: randomBytes(32).toString('base64url'),
    signingKey: { ...(await makeSigningKey()), kty: 'RSA' },
    port: null,
  };
  let saving = table.put('own', own);
  return {
    ...own,
    physicalId(logicalId, resourceType) {
      const known = ids.get(logicalId);
      if (known) return known;
      const made = makeId(logicalId, resourceType, region);
      saving = ids.put(logicalId, made);
      return made;
    },
    rememberPort: (port) => table.put('own', { ...own, port }),
    settled: () => saving, // writes are in order: once the last one is done, all are
  };
}

/** The secret of an app client that asks for one: always the same for an installation. */
export const clientSecretOf = ({ secret }: Pick<Installation, 'secret'>): string =>
  createHmac('sha256', secret).update('client secret').digest('hex').slice(0, 51);

/** Makes an id for a resource of this type, in AWS's form. */
function makeId(logicalId: string, resourceType: string, region: string): string {
  switch (resourceType) {
    case 'AWS::Cognito::UserPool':
      return `${region}_${pick(lower + upper + digits, 9)}`;
    case 'AWS::Cognito::UserPoolClient':
      return pick(lower + digits, 26);
    case 'AWS::Cognito::IdentityPool':
      return `${region}:${randomUUID()}`;
    case 'AWS::ApiGateway::RestApi':
      return pick(lower + digits, 10);
    case 'AWS::ApiGateway::Resource':
      return pick(lower + digits, 6);
    default:
      return `Countersign-${logicalId}-${pick(upper + digits, 12)}`;
  }
}

const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = lower.toUpperCase();
const digits = '0123456789';

const pick = (alphabet: string, length: number) =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
