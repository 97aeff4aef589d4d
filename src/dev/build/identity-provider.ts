/**
 * The AWS SDK's provider of an identity pool's credentials makes a client of its own, writes to a logger, checks answers and
 * waits for logins that are functions. Here a client is always passed, it checks its answers itself, logins are ID tokens, and
 * there is no logger. The shipped provider has none of these.
 */
import type { Plugin } from 'vite';

const file = /\/@aws-sdk\/credential-provider-cognito-identity\/dist-es\/fromCognitoIdentity(Pool)?\.js$/;

/** The parts that are left out or made shorter; each is there at least once. */
const cuts: readonly (readonly [RegExp, string])[] = [
  [/\n\s*(parameters\.)?logger\?\.debug\(.*\);/g, ''],
  [/ = throwOnMissing\w+\((parameters\.)?logger\)/g, ''],
  [/ \?\?\s*new CognitoIdentityClient\(Object\.assign\([^)]*\{[^}]*\}\)\)/g, ''],
  [/(parameters\.)?logins \? await resolveLogins\((parameters\.)?logins\) : undefined/g, '$1logins'],
];

/** @throws Error when one of them is not where it was: the SDK has changed */
export function withPassedClient(code: string): string {
  const cut = cuts.reduce((left, [what, by]) => {
    if (left.search(what) < 0) throw new Error(`The identity provider's ${what.source} is not found`);
    return left.replace(what, by);
  }, code);
  // The pool's provider alone has a cache, which is passed as well.
  return cut.replace(' = localStorage()', '');
}

export function onlyPassedClient(): Plugin {
  return {
    name: 'countersign:identity-provider',
    transform(code, id) {
      return file.test(id) ? { code: withPassedClient(code), map: null } : null;
    },
  };
}
