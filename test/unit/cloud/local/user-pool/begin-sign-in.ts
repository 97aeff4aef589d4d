/** The two requests of a sign-in by SRP, so that a test sees the answers as they are. */
import { createHmac } from 'node:crypto';
import { createRequire } from 'node:module';
import {
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  type RespondToAuthChallengeCommandOutput,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Person, PoolWorld } from './pool-world.ts';

/** What the password led to: a challenge, or tokens. */
export type Begun = Partial<RespondToAuthChallengeCommandOutput> & { username: string };

interface BigNumber {
  toString(radix: number): string;
}
type Done<T> = (error: Error | null, value: T) => void;
interface Helper {
  getLargeAValue(done: Done<BigNumber>): void;
  getPasswordAuthenticationKey(...given: [string, string, BigNumber, BigNumber, Done<Uint8Array>]): void;
}

// The sign-in library’s own side of the protocol, past the big numbers that Vite would put in.
const load = createRequire(import.meta.url);
const published: { default: new (poolName: string) => Helper } = load(
  'amazon-cognito-identity-js/lib/AuthenticationHelper',
);
const numbers: { default: new (text: string, radix: number) => BigNumber } = load(
  'amazon-cognito-identity-js/lib/BigInteger',
);
const stamps: { default: new () => { getNowString(): string } } = load(
  'amazon-cognito-identity-js/lib/DateHelper',
);

const promised = <T>(run: (done: Done<T>) => void): Promise<T> =>
  new Promise((resolve, reject) => run((error, value) => (error ? reject(error) : resolve(value))));

/** @param typed the name as the person types it; default: the username */
export async function beginSignIn(
  world: PoolWorld,
  { username, password }: Pick<Person, 'username' | 'password'>,
  typed: string = username,
  more: Record<string, string> = {},
): Promise<Begun> {
  const { client, ClientId, UserPoolId } = world;
  const poolName = UserPoolId.slice(UserPoolId.indexOf('_') + 1);
  const helper = new published.default(poolName);
  const A = await promised<BigNumber>((done) => helper.getLargeAValue(done));
  const { ChallengeParameters = {} } = await client.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters: { USERNAME: typed, SRP_A: A.toString(16), ...more },
    }),
  );
  const { SRP_B = '', SALT = '', SECRET_BLOCK = '', USER_ID_FOR_SRP = '' } = ChallengeParameters;
  const [B, salt] = [new numbers.default(SRP_B, 16), new numbers.default(SALT, 16)];
  const key = await promised<Uint8Array>((done) =>
    helper.getPasswordAuthenticationKey(USER_ID_FOR_SRP, password, B, salt, done),
  );
  const TIMESTAMP = new stamps.default().getNowString();
  const signature = createHmac('sha256', key)
    .update(`${poolName}${USER_ID_FOR_SRP}`)
    .update(Buffer.from(SECRET_BLOCK, 'base64'))
    .update(TIMESTAMP)
    .digest('base64');
  const answered = await client.send(
    new RespondToAuthChallengeCommand({
      ClientId,
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeResponses: {
        USERNAME: typed,
        PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
        PASSWORD_CLAIM_SIGNATURE: signature,
        TIMESTAMP,
        ...more,
      },
    }),
  );
  return { ...answered, username: USER_ID_FOR_SRP };
}
