/** Text from the bytes of a file. The decoding itself is the browser's TextDecoder, https://encoding.spec.whatwg.org. */

/** The encodings that a person may choose if a file is not Unicode, by their names in the Encoding Standard. */
export const legacyEncodings = [
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'macintosh',
  'shift_jis',
  'euc-jp',
  'euc-kr',
  'gb18030',
  'big5',
] as const;
export type LegacyEncoding = (typeof legacyEncodings)[number];
export type Encoding = LegacyEncoding | 'utf-8' | 'utf-16le' | 'utf-16be';

export interface Decoded {
  text: string;
  encoding: Encoding;
  /** Whether nothing in the file says which encoding it has, so that the person is asked. */
  guessed: boolean;
}

/**
 * Finds the encoding by the byte order mark, by the zero bytes of UTF-16, or by the rules of UTF-8. Anything else is
 * taken for Windows-1252, which spreadsheets in Western Europe write.
 *
 * @param chosen the person's choice; it replaces the guess
 */
export function decode(bytes: Uint8Array<ArrayBuffer>, chosen?: LegacyEncoding): Decoded {
  if (chosen) return { text: textOf(bytes, chosen), encoding: chosen, guessed: true };
  const known = markOf(bytes) ?? utf16Of(bytes);
  if (known && known !== 'utf-8') return { text: textOf(bytes, known), encoding: known, guessed: false };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { text, encoding: 'utf-8', guessed: false };
  } catch {
    // Not UTF-8: one of the older encodings, unless its mark says that it is damaged.
    if (known) return { text: textOf(bytes, known), encoding: known, guessed: false };
    return { text: textOf(bytes, 'windows-1252'), encoding: 'windows-1252', guessed: true };
  }
}

function textOf(bytes: Uint8Array<ArrayBuffer>, encoding: Encoding): string {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return utf16(bytes, encoding === 'utf-16le');
  // Bytes that mean nothing in this encoding become half a surrogate pair, so that their line is refused.
  return new TextDecoder(encoding).decode(bytes).replaceAll('\uFFFD', '\uDFFF');
}

function markOf([first, second, third]: Uint8Array): Encoding | null {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xef && second === 0xbb && third === 0xbf ? 'utf-8' : null;
}

/** Bytes that are looked at for the zeros of UTF-16. */
const sample = 4_000;

/** UTF-16 without a mark: every second byte of Latin letters is zero. Text in UTF-8 has no zero byte at all. */
function utf16Of(bytes: Uint8Array): Encoding | null {
  let even = 0;
  let odd = 0;
  const end = Math.min(bytes.length, sample);
  for (let at = 0; at < end; at += 1) {
    if (bytes[at] !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  const some = end / 8;
  if (odd > some && even < odd / 8) return 'utf-16le';
  return even > some && odd < even / 8 ? 'utf-16be' : null;
}

/** Code units that become text at once. A call takes only so many arguments. */
const slice = 8_192;

/** TextDecoder would replace half surrogates by U+FFFD without a word. Here they stay, and their lines are refused. */
function utf16(bytes: Uint8Array<ArrayBuffer>, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = Math.floor(bytes.byteLength / 2);
  const parts: string[] = [];
  for (let from = 0; from < count; from += slice) {
    const units = Array.from({ length: Math.min(slice, count - from) }, (_, index) =>
      view.getUint16((from + index) * 2, littleEndian),
    );
    parts.push(String.fromCharCode(...units));
  }
  return parts.join('').replace(/^\uFEFF/, '');
}

/** What no text of a task may have: control characters except tab and line ends, and half of a surrogate pair. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to find
const unfit = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]|\p{Surrogate}/u;

export const isUnfit = (text: string): boolean => unfit.test(text);
