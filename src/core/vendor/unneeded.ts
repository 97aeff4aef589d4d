/** Stands in for parts of libraries that they import, or set up, and this extension never reaches. */

/** js-cookie's and isomorphic-unfetch's export; and the sign-in library's own storage, where another is passed. */
export default undefined;

/** The sign-in library's name for itself, of which only its own HTTP client would speak. */
export const appendToCognitoUserAgent = undefined;

/** Of `fromCognitoIdentityPool`: the cache it takes when it is given none. */
export function localStorage(): never {
  throw new Error('Identity ids are kept in the cache that is passed');
}
