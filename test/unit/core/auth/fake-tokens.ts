const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const sign = (payload: object): string => `${encode({ alg: 'RS256' })}.${encode(payload)}.c2lnbmF0dXJl`;

/** A pair of tokens that say this of a user. Nobody would accept their signature; nothing here checks it. */
export function fakeTokens(claims: Record<string, unknown>): { idToken: string; accessToken: string } {
  const iat = Math.floor(Date.now() / 1000);
  const common = { sub: 'sub', iat, exp: iat + 3600, ...claims };
  return {
    idToken: sign({ ...common, token_use: 'id', 'cognito:username': 'kim', email: 'kim@example.org' }),
    accessToken: sign({ ...common, token_use: 'access' }),
  };
}
