/**
 * The part of Node's Buffer that amazon-cognito-identity-js uses. A polyfill is many times its size. It converts text
 * to bytes and back, in UTF-8, hexadecimal and base64 (RFC 4648, either alphabet).
 */
type Encoding = 'utf8' | 'hex' | 'base64';

/** Bytes whose `toString` takes an encoding, as Node's does. */
class Bytes extends Uint8Array {
  override toString(encoding: Encoding = 'utf8'): string {
    if (encoding === 'hex') return Array.from(this, (byte) => byte.toString(16).padStart(2, '0')).join('');
    if (encoding === 'base64') return btoa(Array.from(this, (byte) => String.fromCharCode(byte)).join(''));
    return new TextDecoder().decode(this);
  }
}

export const Buffer = {
  from: (source: string | Uint8Array, encoding: Encoding = 'utf8'): Bytes =>
    new Bytes(typeof source === 'string' ? decode(source, encoding) : source),

  concat(parts: readonly Uint8Array[]): Bytes {
    const whole = new Bytes(parts.reduce((length, part) => length + part.length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  },
};

function decode(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'hex') {
    const pairs = text.match(/[0-9a-f]{2}/gi) ?? [];
    return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
  }
  if (encoding === 'base64') {
    const standard = text
      .replace(/-/g, '+')
      .replace(/_/g, '/')
      .replace(/[^A-Za-z0-9+/]/g, '');
    return Uint8Array.from(atob(standard), (char) => char.charCodeAt(0));
  }
  return new TextEncoder().encode(text);
}
