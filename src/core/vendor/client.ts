/**
 * Stands in for the sign-in library's own HTTP client: its calls go the way of all others, so that their time limits and
 * their errors are the same. See {@link import('../auth/user-pool.ts')}.
 */
export default class Client {
  request(): never {
    throw new Error('The pool is given a way to the service');
  }
}
