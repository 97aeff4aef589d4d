/** The one place that turns error codes into sentences. */
import type { ErrorCode, SafeError } from '../contract/errors.ts';

type FaultKey = 'fault_missing' | 'fault_malformed' | 'fault_unsupported';

export interface Sentence {
  key: `error_${ErrorCode}` | FaultKey;
  /** For the sentence's placeholders, in their order. */
  values: (string | number)[];
}

/** The key of an error's sentence; a fault of the configuration has one that names the part, where the error does. */
export function sentenceKey({ code, data }: SafeError): Sentence {
  const named = data && faultSentence(code, data);
  return named ?? { key: `error_${code}`, values: [] };
}

function faultSentence(code: ErrorCode, data: NonNullable<SafeError['data']>): Sentence | null {
  const { path, fault, api } = data;
  if (code === 'configurationInvalid' && path) {
    if (fault === 'missing') return { key: 'fault_missing', values: [path] };
    if (fault === 'malformed') return { key: 'fault_malformed', values: [path] };
  }
  if (code === 'configurationUnsupported' && api) return { key: 'fault_unsupported', values: [api] };
  return null;
}
