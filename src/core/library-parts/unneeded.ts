/** Stands in for parts of libraries that they import, or set up, and this extension never reaches. */

/** js-cookie's and isomorphic-unfetch's export; and the sign-in library's own storage, where another is passed. */
export default undefined;

/** Of `SignatureV4`: formats the headers of event streams, which no API here has. */
export class HeaderFormatter {
  format(): never {
    throw new Error('Event streams are not supported');
  }
}

/** Of `fromCognitoIdentityPool`: the cache it takes when it is given none. */
export function localStorage(): never {
  throw new Error('Identity ids are kept in the cache that is passed');
}
