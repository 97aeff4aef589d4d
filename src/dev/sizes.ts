/** The most that each part of the package may weigh with all that is loaded with it: bytes, compressed by gzip. */
export const budgets = {
  background: 40 * 1024,
  popup: 48 * 1024,
  'side panel': 56 * 1024,
  'content script': 8 * 1024,
};
