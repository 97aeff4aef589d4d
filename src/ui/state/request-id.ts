/**
 * A new UUID of version 7, RFC 9562: the time in ms, then chance. A task takes the id of the request that made it, so
 * tasks of one day are listed as they were written. `crypto.randomUUID` makes no such ids, and does not exist on pages
 * without TLS, where the content script runs as well.
 */
export function makeRequestId(): string {
  const chance = crypto.getRandomValues(new Uint8Array(10));
  chance.set([((chance[0] ?? 0) & 0x0f) | 0x70], 0);
  chance.set([((chance[2] ?? 0) & 0x3f) | 0x80], 2);
  const time = Date.now().toString(16).padStart(12, '0');
  const hex = time + Array.from(chance, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
