/** A COGNITO_USER_POOLS authorizer: authorizes a route by the user pool's ID token. */
import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { TokenAuthorizer } from '../model.ts';
import { headerValues, type RawRequest } from '../sigv4/request.ts';
import type { SigningKey } from '../user-pool/tokens/signing-key.ts';
import { GatewayError } from './gateway-response.ts';

/** The parts of a user pool that an authorizer needs to check its tokens. */
export interface TokenIssuer {
  issuer: string;
  key: Pick<SigningKey, 'kid' | 'publicKey'>;
}

const unauthorized = (message = 'Unauthorized') =>
  new GatewayError('UNAUTHORIZED', { type: 'UnauthorizedException', message, status: 401 });

/**
 * The claims of an ID token, with or without `Bearer`. None of our routes names scopes, so an access token is refused.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-enable-cognito-user-pool.html
 *
 * @param issuers user pools by ARN
 * @param now epoch ms
 * @throws GatewayError 401: `Unauthorized`, or `The incoming token has expired`
 */
export async function authoriseToken(
  request: Pick<RawRequest, 'rawHeaders'>,
  authorizer: TokenAuthorizer,
  issuers: ReadonlyMap<string, TokenIssuer>,
  now: number,
): Promise<JWTPayload> {
  const [header, ...more] = headerValues(request, authorizer.header);
  if (!header || more.length > 0) throw unauthorized();
  const token = header.replace(/^Bearer +/i, '').trim();
  for (const arn of authorizer.userPoolArns) {
    const known = issuers.get(arn);
    if (!known) throw new Error(`There is no user pool ${arn}.`);
    const claims = await verify(token, known, now);
    if (claims && isIdToken(claims, authorizer)) return claims;
  }
  throw unauthorized();
}

/** @returns null for a token that is not of this pool */
async function verify(token: string, { issuer, key }: TokenIssuer, now: number): Promise<JWTPayload | null> {
  const keyOf: JWTVerifyGetKey = ({ kid }) => {
    if (kid !== key.kid) throw new errors.JWKSNoMatchingKey();
    return key.publicKey;
  };
  try {
    const { payload } = await jwtVerify(token, keyOf, {
      issuer,
      algorithms: ['RS256'],
      requiredClaims: ['sub', 'exp'],
      currentDate: new Date(now),
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw unauthorized('The incoming token has expired');
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

/** The expression must match the whole of `aud`, as Java's `matches` does. */
function isIdToken({ token_use, aud }: JWTPayload, { audience }: TokenAuthorizer): boolean {
  if (token_use !== 'id' || typeof aud !== 'string') return false;
  return audience === null || audience.test(aud);
}
