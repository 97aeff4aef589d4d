/** Finds the store's caller by the signature, and checks the permissions of the caller's role. */
import { decide } from '../iam/policy.ts';
import type { RoleCredentialsRegistry } from '../iam/role-credentials.ts';
import { ServiceError } from '../server/service-error.ts';
import type { RawRequest } from '../sigv4/request.ts';
import { verify } from '../sigv4/verify.ts';
import type { Access } from './access.ts';
import { StoreFailure } from './store-failure.ts';

export interface StoreCaller {
  /** @throws StoreFailure `AccessDeniedException` if no policy of the caller's role allows it */
  authorize(access: Access): void;
}

/**
 * Checks the signature of each request against the issued credentials.
 *
 * @param now the clock that callers sign by, epoch ms
 * @returns a function that throws StoreFailure for an invalid signature
 */
export function callersOf(
  credentials: RoleCredentialsRegistry,
  at: { region: string; account: string },
  now: () => number = Date.now,
): (request: RawRequest) => StoreCaller {
  const scope = { region: at.region, service: 'dynamodb' };
  return (request) => {
    const { role, sessionName } = signer(() => verify(request, scope, credentials.find, now()));
    return {
      authorize({ action, resource }) {
        const decision = decide(role.policies, action, resource);
        if (decision === 'allow') return;
        const user = `arn:aws:sts::${at.account}:assumed-role/${role.name}/${sessionName}`;
        const why =
          decision === 'explicitDeny'
            ? 'with an explicit deny in an identity-based policy'
            : `because no identity-based policy allows the ${action} action`;
        throw new StoreFailure(
          'AccessDeniedException',
          `User: ${user} is not authorized to perform: ${action} on resource: ${resource} ${why}`,
        );
      },
    };
  };
}

/** Converts a refusal to DynamoDB's words: the type is the same, the status is 400. */
function signer<C>(verified: () => C): C {
  try {
    return verified();
  } catch (error) {
    if (error instanceof ServiceError) throw new StoreFailure(error.type, error.message);
    throw error;
  }
}
