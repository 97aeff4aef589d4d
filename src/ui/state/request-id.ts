/**
 * Makes a UUID of version 7, RFC 9562: the time in ms, then random bits. A task gets the id of the request that created
 * it, so tasks of one day are listed in the order of their creation. `crypto.randomUUID` makes version 4, and does not
 * exist on pages without TLS, where the content script runs as well.
 */
export function makeRequestId(): string {
  const chance = crypto.getRandomValues(new Uint8Array(10));
  chance.set([((chance[0] ?? 0) & 0x0f) | 0x70], 0);
  chance.set([((chance[2] ?? 0) & 0x3f) | 0x80], 2);
  const time = Date.now().toString(16).padStart(12, '0');
  const hex = time + Array.from(chance, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
