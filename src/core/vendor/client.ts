/**
 * Replaces the sign-in library's own HTTP client. All calls use our own client, so that they share its time limits and
 * errors. See {@link import('../auth/user-pool.ts')}.
 */
export default class Client {
  request(): never {
    throw new Error('The pool is given a way to the service');
  }
}
