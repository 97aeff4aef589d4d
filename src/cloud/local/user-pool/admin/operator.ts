/**
 * Protects the admin operations. A caller must sign with the installation's token, and must not be a page of another
 * origin.
 */
import type { HttpRequest } from '../../server/http.ts';
import { ServiceError } from '../../server/service-error.ts';
import { headerValues } from '../../sigv4/request.ts';
import { verify } from '../../sigv4/verify.ts';

/** Access key id of the local operator; the secret is the installation's token. */
export const operatorKeyId = 'LOCALOPERATOR';

/** @throws ServiceError in the words of the real endpoint */
export function requireOperator(
  request: HttpRequest,
  expected: {
    region: string;
    /** The name that the signature covers, such as `cognito-idp`. */
    service: string;
    token: string;
    now: number;
    isForeign: (request: HttpRequest) => boolean;
  },
): void {
  if (headerValues(request, 'authorization').length === 0) {
    throw new ServiceError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  if (expected.isForeign(request)) throw new ServiceError('AccessDeniedException', 'Forbidden', 403);
  const credentials = { secretAccessKey: expected.token, sessionToken: null, expiresAt: null };
  const find = (id: string) => (id === operatorKeyId ? credentials : undefined);
  verify(request, { region: expected.region, service: expected.service }, find, expected.now);
}
