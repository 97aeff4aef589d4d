import { describe, expect, it } from 'vitest';
import messages from '../../../public/_locales/en/messages.json' with { type: 'json' };
import { errorCodes, type SafeError } from '../../../src/contract/errors.ts';
import { sentenceKey } from '../../../src/ui/sentences.ts';

describe('the sentence of an error', () => {
  it.each(errorCodes)('exists for %s, whether or not the error carries data', (code) => {
    const bare: SafeError = { code };
    const telling: SafeError = { code, data: { path: 'a', fault: 'b', api: 'c', seconds: 3, field: 'd' } };
    for (const error of [bare, telling]) {
      const { key, values } = sentenceKey(error);
      const text: { message: string; placeholders?: object } = messages[key];
      expect(text.message).toMatch(/^[A-Z].*\.$/);
      expect(Object.keys(text.placeholders ?? {})).toHaveLength(values.length);
    }
  });

  it('names the fault where the error does, and is silent about data it has no use for', () => {
    const fault = { path: 'region', fault: 'is missing' };
    expect(sentenceKey({ code: 'configurationInvalid', data: fault })).toEqual({
      key: 'error_configurationInvalid_detail',
      values: ['region', 'is missing'],
    });
    expect(sentenceKey({ code: 'configurationInvalid', data: { path: 'region' } }).key).toBe(
      'error_configurationInvalid',
    );
    expect(sentenceKey({ code: 'internal', data: { secret: 'x' } })).toEqual({
      key: 'error_internal',
      values: [],
    });
  });
});
