/** AWS_IAM authorization: verifies the signature, and checks the caller's role. */
import type { Clock } from '../clock.ts';
import { guestSessionPolicies } from '../iam/guest-session-policies.ts';
import { decide, type PolicyDecision } from '../iam/policy.ts';
import type { CredentialStore, IssuedCredentials } from '../identity-pool/credentials.ts';
import type { Api, Role, StackModel } from '../model.ts';
import type { HttpRequest } from '../server/http.ts';
import { ServiceError } from '../server/service-error.ts';
import { verify } from '../sigv4/verify.ts';
import { GatewayError, type ResponseType } from './gateway-response.ts';

export interface SignatureChecks {
  model: StackModel;
  credentials: CredentialStore;
  clock: Clock;
}

export interface SignedCaller {
  credentials: IssuedCredentials;
  /** ARN of the assumed role. */
  arn: string;
}

/**
 * @param path of the resource, without the stage
 * @throws GatewayError for an unknown caller, or one whose role does not allow the call
 */
export function authoriseSigned(
  checks: SignatureChecks,
  { request, api, path }: { request: HttpRequest; api: Api; path: string },
): SignedCaller {
  const { model } = checks;
  const credentials = authenticate(checks, request);
  const role = model.roles.get(credentials.roleArn);
  if (!role) throw new Error(`The template has no role ${credentials.roleArn}.`);
  const arn = `arn:aws:sts::${model.account}:assumed-role/${role.name}/CognitoIdentityCredentials`;
  const method = `${api.id}/${api.stage}/${request.method}${path}`;
  const resource = `arn:aws:execute-api:${model.region}:${model.account}:${method}`;
  const decision = decideFor(role, credentials, resource);
  if (decision === 'allow') return { credentials, arn };
  const why = decision === 'explicitDeny' ? ' with an explicit deny' : '';
  // Real answers show only the last four digits of the API's account.
  const shown = `arn:aws:execute-api:${model.region}:********${model.account.slice(-4)}:${method}`;
  throw new GatewayError('ACCESS_DENIED', {
    type: 'AccessDeniedException',
    message: `User: ${arn} is not authorized to perform: execute-api:Invoke on resource: ${shown}${why}`,
    status: 403,
  });
}

function decideFor(role: Role, { login }: IssuedCredentials, resource: string): PolicyDecision {
  const action = 'execute-api:Invoke';
  const byRole = decide(role.policies, action, resource);
  return byRole === 'allow' && login === null ? decide(guestSessionPolicies, action, resource) : byRole;
}

const responseTypes: Record<string, ResponseType> = {
  MissingAuthenticationTokenException: 'MISSING_AUTHENTICATION_TOKEN',
  ExpiredTokenException: 'EXPIRED_TOKEN',
};

function authenticate(
  { model, credentials, clock }: SignatureChecks,
  request: HttpRequest,
): IssuedCredentials {
  const expected = { region: model.region, service: 'execute-api' };
  try {
    return verify(request, expected, credentials.find, clock.now());
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw new GatewayError(responseTypes[error.type] ?? 'INVALID_SIGNATURE', error);
  }
}
