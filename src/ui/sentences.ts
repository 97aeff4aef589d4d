/** The one place that turns error codes into sentences. */
import type { ErrorCode, SafeError } from '../contract/errors.ts';

/** Codes with a second, more telling sentence for when the error carries these data. */
const detailed = {
  configurationInvalid: ['path', 'fault'],
  configurationUnsupported: ['api'],
} as const satisfies Partial<Record<ErrorCode, readonly string[]>>;
type Detailed = keyof typeof detailed;

export type SentenceKey = `error_${ErrorCode}` | `error_${Detailed}_detail`;

/** The key of an error's sentence, and the values for the sentence's placeholders. */
export function sentenceKey({ code, data }: SafeError): { key: SentenceKey; values: (string | number)[] } {
  if (isDetailed(code)) {
    const values = detailed[code].flatMap((name) => data?.[name] ?? []);
    if (values.length === detailed[code].length) return { key: `error_${code}_detail`, values };
  }
  return { key: `error_${code}`, values: [] };
}

function isDetailed(code: ErrorCode): code is Detailed {
  return Object.hasOwn(detailed, code);
}
