/** `/oauth2/token`, `/oauth2/userInfo` and `/oauth2/revoke`, which programs call. Errors are those of RFC 6749. */
import { type HttpAnswer, type HttpRequest, jsonAnswer } from '../server/http.ts';
import { ServiceError } from '../server/service-error.ts';
import { headerValues } from '../sigv4/request.ts';
import type { Pool } from '../user-pool/pool.ts';
import type { TokenSet } from '../user-pool/tokens/tokens.ts';
import { type Codes, isProven } from './codes.ts';

export const cors = { 'access-control-allow-origin': '*', 'cache-control': 'no-store' };

const failure = (error: string, status = 400): HttpAnswer => jsonAnswer(status, { error }, cors);

/** The fields of a form; null if the body is not a form, or if a field occurs twice. */
export function formOf(request: HttpRequest): URLSearchParams | null {
  const [type = ''] = headerValues(request, 'content-type');
  if (request.bodyTooLong || !/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) return null;
  const form = new URLSearchParams(request.body.toString());
  return new Set(form.keys()).size === [...form.keys()].length ? form : null;
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html */
export async function tokenAnswer(pool: Pool, codes: Codes, request: HttpRequest): Promise<HttpAnswer> {
  const form = formOf(request);
  if (!form) return failure('invalid_request');
  if (!isClient(pool, request, form)) return failure('invalid_client');
  switch (form.get('grant_type')) {
    case 'authorization_code':
      return exchange(pool, codes, form);
    case 'refresh_token':
      return refreshed(pool, form.get('refresh_token'));
    case null:
      return failure('invalid_request');
    default:
      return failure('unsupported_grant_type');
  }
}

/** A client with a secret sends it, in the form or by HTTP Basic. */
function isClient({ settings }: Pool, request: HttpRequest, form: URLSearchParams): boolean {
  const { clientId, clientSecret } = settings;
  const [authorization = ''] = headerValues(request, 'authorization');
  const [, encoded = ''] = /^Basic (\S+)$/i.exec(authorization) ?? [];
  const [id, secret] = encoded
    ? Buffer.from(encoded, 'base64').toString().split(':')
    : [form.get('client_id'), form.get('client_secret')];
  return id === clientId && (clientSecret === null || secret === clientSecret);
}

async function exchange({ users, tokens }: Pool, codes: Codes, form: URLSearchParams): Promise<HttpAnswer> {
  const code = form.get('code');
  const redirectUri = form.get('redirect_uri');
  if (!code || !redirectUri) return failure('invalid_request');
  const grant = codes.take(code); // a wrong verifier uses the code up too
  if (!grant || grant.redirectUri !== redirectUri) return failure('invalid_grant');
  if (!isProven(grant.codeChallenge, form.get('code_verifier') ?? undefined)) return failure('invalid_grant');
  const user = users.bySub(grant.sub);
  if (!user?.enabled) return failure('invalid_grant');
  return answered(await tokens.issue(user, grant), grant.scopes);
}

async function refreshed({ users, tokens }: Pool, token: string | null): Promise<HttpAnswer> {
  if (!token) return failure('invalid_request');
  try {
    const session = tokens.sessionOfRefreshToken(token);
    const user = users.bySub(session.sub);
    // A token of a device is no good here, as on AWS.
    if (!user?.enabled || session.deviceKey !== null) return failure('invalid_grant');
    return answered(await tokens.refresh(user, session), session.scope.split(' '));
  } catch (error) {
    if (error instanceof ServiceError) return failure('invalid_grant');
    throw error;
  }
}

/** An ID token is included only if the scope `openid` was requested. */
const answered = (set: TokenSet, scopes: readonly string[]): HttpAnswer =>
  jsonAnswer(
    200,
    {
      access_token: set.AccessToken,
      ...(scopes.includes('openid') ? { id_token: set.IdToken } : {}),
      ...(set.RefreshToken === undefined ? {} : { refresh_token: set.RefreshToken }),
      token_type: set.TokenType,
      expires_in: set.ExpiresIn,
    },
    cors,
  );

/** https://docs.aws.amazon.com/cognito/latest/developerguide/userinfo-endpoint.html */
export async function userInfoAnswer(pool: Pool, request: HttpRequest): Promise<HttpAnswer> {
  const [authorization = ''] = headerValues(request, 'authorization');
  const token = /^Bearer (\S+)$/i.exec(authorization)?.[1];
  const refuse = (error: string, status: number) =>
    jsonAnswer(status, { error }, { ...cors, 'www-authenticate': `Bearer error="${error}"` });
  if (token === undefined) return refuse('invalid_request', 400);
  try {
    const session = await pool.tokens.sessionOfAccessToken(token, 'openid');
    const user = pool.users.bySub(session.sub);
    if (!user) return refuse('invalid_token', 401);
    const readable = Object.entries(user.attributes).filter(([name]) =>
      pool.settings.readableAttributes.has(name),
    );
    return jsonAnswer(200, { ...Object.fromEntries(readable), sub: user.sub, username: user.username }, cors);
  } catch (error) {
    if (error instanceof ServiceError) return refuse('invalid_token', 401);
    throw error;
  }
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/revocation-endpoint.html */
export async function revokeAnswer(pool: Pool, request: HttpRequest): Promise<HttpAnswer> {
  const form = formOf(request);
  const token = form?.get('token');
  if (!form || !token) return failure('invalid_request');
  if (!isClient(pool, request, form)) return failure('invalid_client');
  if (token.split('.').length === 3) return failure('unsupported_token_type'); // an access or ID token
  await pool.tokens.revoke(token);
  return { status: 200, headers: cors, body: '' };
}
