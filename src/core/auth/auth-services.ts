import type { IdentityPool } from './identity-pool.ts';
import type { UserPoolClient } from './user-pool-client.ts';

/** The services behind the present configuration. */
export interface AuthServices {
  userPoolId: string;
  userPoolClient: UserPoolClient;
  identityPool: IdentityPool;
}
