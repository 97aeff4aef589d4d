import type { APIGatewayProxyEvent } from 'aws-lambda';
import { Failure } from './failure.ts';

const subPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The caller: the `sub` of the user pool's user who signed the request. API Gateway vouches for it; the request's
 * content cannot change it.
 *
 * The provider reads `POOL,POOL:CognitoSignIn:SUB`, where POOL is `cognito-idp.REGION.amazonaws.com/ID`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 *
 * @param pool the only user pool whose users are accepted
 * @throws Failure `forbidden` for guests, other pools and any other text
 */
export function ownerOf(event: APIGatewayProxyEvent, pool: string): string {
  const prefix = `${pool},${pool}:CognitoSignIn:`;
  const provider = event.requestContext.identity.cognitoAuthenticationProvider ?? '';
  const owner = provider.startsWith(prefix) ? provider.slice(prefix.length) : '';
  return subOf(owner);
}

/** Checks that a text is a user's `sub`. @throws Failure `forbidden` for any other */
export function subOf(text: string): string {
  if (!subPattern.test(text)) throw new Failure('forbidden', 'Sign in with the user pool of this API.');
  return text;
}
