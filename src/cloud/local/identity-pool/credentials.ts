/** The temporary AWS credentials that were issued. Signed requests are checked against them. */
import { randomBytes, randomInt } from 'node:crypto';
import * as v from 'valibot';
import type { Clock, Lifetimes } from '../clock.ts';
import type { Records } from '../records/records.ts';

const issuedCredentials = v.object({
  accessKeyId: v.string(),
  secretAccessKey: v.string(),
  sessionToken: v.string(),
  /** Epoch ms. */
  expiresAt: v.number(),
  roleArn: v.string(),
  identityId: v.string(),
  /** The user that a user pool vouched for; null for a guest. */
  login: v.nullable(v.object({ provider: v.string(), sub: v.string() })),
});
export type IssuedCredentials = v.InferOutput<typeof issuedCredentials>;

export interface CredentialStore {
  issue(holder: Pick<IssuedCredentials, 'roleArn' | 'identityId' | 'login'>): Promise<IssuedCredentials>;
  find(accessKeyId: string): IssuedCredentials | undefined;
  reset(): Promise<void>;
}

const hour = 60 * 60;
/** Expired credentials are kept for a while, so that they are refused as expired and not as unknown. */
const keptMs = 24 * hour * 1000;

export async function createCredentialStore(
  records: Records,
  clock: Clock,
  lifetimes: Lifetimes,
): Promise<CredentialStore> {
  const table = records.table('credentials', issuedCredentials);
  const forgotten = table.values().filter((one) => one.expiresAt + keptMs <= clock.now());
  await table.delete(...forgotten.map((one) => one.accessKeyId));
  return {
    async issue(holder) {
      const issued: IssuedCredentials = {
        accessKeyId: makeAccessKeyId(),
        secretAccessKey: randomBytes(30).toString('base64'),
        sessionToken: randomBytes(384).toString('base64'),
        // AWS gives whole seconds; both sides must use the same time.
        expiresAt: Math.floor(clock.now() / 1000 + (lifetimes.credentials ?? hour)) * 1000,
        ...holder,
      };
      await table.put(issued.accessKeyId, issued);
      return issued;
    },
    find: (accessKeyId) => table.get(accessKeyId),
    reset: () => table.clear(),
  };
}

/** `ASIA` marks temporary credentials. */
function makeAccessKeyId(): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return `ASIA${Array.from({ length: 16 }, () => alphabet[randomInt(alphabet.length)]).join('')}`;
}
