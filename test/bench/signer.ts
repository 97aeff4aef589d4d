/** Requests signed beforehand, so that whoever sends them does nothing but send: the bound of every call to an API. */
import { AwsClient } from 'aws4fetch';
import type { Configuration } from '../../src/contract/configuration.ts';

export interface SignedRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  body?: string;
}

export interface Signer {
  /** @param target path and query */
  sign(
    api: keyof Configuration['apis'],
    method: string,
    target: string,
    body?: object,
  ): Promise<SignedRequest>;
}

/** @param idToken whose requests they are; without one, a guest's */
export async function signer(configuration: Configuration, idToken?: string): Promise<Signer> {
  const { region, userPoolId, identityPoolId, endpoints, apis } = configuration;
  const Logins = idToken && { [`cognito-idp.${region}.amazonaws.com/${userPoolId}`]: idToken };
  const identityPool = async (operation: string, input: object) => {
    const answer = await fetch(`${endpoints?.identityPool}/`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AWSCognitoIdentityService.${operation}`,
      },
      body: JSON.stringify({ ...input, Logins }),
    });
    return answer.json();
  };
  const { IdentityId } = await identityPool('GetId', { IdentityPoolId: identityPoolId });
  const { Credentials } = await identityPool('GetCredentialsForIdentity', { IdentityId });
  const client = new AwsClient({
    accessKeyId: Credentials.AccessKeyId,
    secretAccessKey: Credentials.SecretKey,
    sessionToken: Credentials.SessionToken,
    ...{ region, service: 'execute-api' },
  });
  return {
    async sign(api, method, target, body) {
      const text = body && JSON.stringify(body);
      const signed = await client.sign(`${apis[api]?.endpoint}${target}`, {
        method,
        ...(text && { body: text, headers: { 'content-type': 'application/json' } }),
      });
      const { url, headers } = signed;
      return { url, method, headers: Object.fromEntries(headers), ...(text && { body: text }) };
    },
  };
}
