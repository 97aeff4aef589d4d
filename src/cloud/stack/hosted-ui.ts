/** The sign-in page that Cognito hosts: its address, and the app client's rights there. */
import { createHash } from 'node:crypto';
import { Aws, Fn, type Stack } from 'aws-cdk-lib';
import { CfnUserPoolDomain, OAuthScope, type OAuthSettings, type UserPool } from 'aws-cdk-lib/aws-cognito';
import { chromeExtensionId, firefoxExtensionId } from '../../contract/extension-id.ts';
import type { StackOptions } from './options.ts';

/**
 * The values of `identity.getRedirectURL()` in each browser.
 * https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/identity#getting_the_redirect_url
 */
export const extensionRedirects: readonly string[] = [
  `https://${chromeExtensionId}.chromiumapp.org/`,
  `https://${createHash('sha1').update(firefoxExtensionId).digest('hex')}.extensions.allizom.org/`,
];

/** Authorization code only: the implicit grant puts tokens into addresses. */
export function oAuthSettings({ callbackUrls }: StackOptions): OAuthSettings {
  const returns = [...extensionRedirects, ...callbackUrls];
  return {
    flows: { authorizationCodeGrant: true },
    scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE, OAuthScope.COGNITO_ADMIN],
    callbackUrls: returns,
    logoutUrls: returns,
  };
}

/**
 * Gives the pool a domain. Its prefix must be unique in the region. The account's id and the first part of the stack's
 * own id make it unique, and stable for the stack's lifetime.
 *
 * @returns the address, without a trailing slash
 */
export function createHostedUi(stack: Stack, pool: UserPool): string {
  const stackUuid = Fn.select(2, Fn.split('/', Aws.STACK_ID));
  const prefix = `countersign-${Aws.ACCOUNT_ID}-${Fn.select(0, Fn.split('-', stackUuid))}`;
  new CfnUserPoolDomain(stack, 'UserPoolDomain', { userPoolId: pool.userPoolId, domain: prefix });
  return `https://${prefix}.auth.${stack.region}.amazoncognito.com`;
}
