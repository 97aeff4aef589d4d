/** Turns error codes into sentences. No other place does this. */
import type { ErrorCode, SafeError } from '../../contract/errors.ts';

type NamingKey = 'fault_missing' | 'fault_malformed' | 'fault_unsupported' | 'challenge_unsupported';

export interface Sentence {
  key: `error_${ErrorCode}` | NamingKey;
  /** Values for the sentence's placeholders, in order. */
  values: (string | number)[];
}

/** The key of the sentence that says no more than the code. */
export const plainKey = <C extends ErrorCode>(code: C): `error_${C}` => `error_${code}`;

/** The key of an error's sentence. If the error names a faulty part or a challenge, the sentence does as well. */
export function sentenceKey({ code, data }: SafeError): Sentence {
  const named = data && namingSentence(code, data);
  return named ?? { key: plainKey(code), values: [] };
}

function namingSentence(code: ErrorCode, data: NonNullable<SafeError['data']>): Sentence | null {
  const { path, fault, api, challenge } = data;
  if (code === 'configurationInvalid' && path) {
    if (fault === 'missing') return { key: 'fault_missing', values: [path] };
    if (fault === 'malformed') return { key: 'fault_malformed', values: [path] };
  }
  if (code === 'challengeUnsupported' && challenge)
    return { key: 'challenge_unsupported', values: [challenge] };
  if (code === 'configurationUnsupported' && api) return { key: 'fault_unsupported', values: [api] };
  return null;
}
