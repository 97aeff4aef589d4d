import type { APIGatewayProxyEvent } from 'aws-lambda';
import { Failure } from './failure.ts';

const subPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Who calls: the `sub` of the user pool's user behind the signature, as API Gateway vouches for it. Nothing that the
 * caller writes has a say in it.
 *
 * The provider reads `POOL,POOL:CognitoSignIn:SUB`, where POOL is `cognito-idp.REGION.amazonaws.com/ID`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 *
 * @param pool the only user pool whose users are let in
 * @throws Failure `forbidden` for guests, other pools and whatever does not read exactly like that
 */
export function ownerOf(event: APIGatewayProxyEvent, pool: string): string {
  const prefix = `${pool},${pool}:CognitoSignIn:`;
  const provider = event.requestContext.identity.cognitoAuthenticationProvider ?? '';
  const owner = provider.startsWith(prefix) ? provider.slice(prefix.length) : '';
  return subOf(owner);
}

/** A text that reads like a user's `sub`. @throws Failure `forbidden` for any other */
export function subOf(text: string): string {
  if (!subPattern.test(text)) throw new Failure('forbidden', 'Sign in with the user pool of this API.');
  return text;
}
