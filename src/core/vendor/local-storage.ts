/** Replaces the default cache of `fromCognitoIdentityPool`, which is a database of its own. */
export function localStorage(): never {
  throw new Error('Identity ids are kept in the cache that is passed');
}
