import type { IdentityPool } from './identity-pool.ts';
import type { UserPoolClient } from './user-pool-client.ts';

/** The services behind the present configuration. */
export interface AuthServices {
  /** The key of a person's account in this cloud. */
  accountKey(sub: string): string;
  userPoolClient: UserPoolClient;
  identityPool: IdentityPool;
}
