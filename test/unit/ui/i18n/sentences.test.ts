import { describe, expect, it } from 'vitest';
import messages from '../../../../public/_locales/en/messages.json' with { type: 'json' };
import { errorCodes, type SafeError } from '../../../../src/contract/errors.ts';
import { sentenceKey } from '../../../../src/ui/i18n/sentences.ts';

describe('the sentence of an error', () => {
  it.each(errorCodes)('exists for %s, whether or not the error carries data', (code) => {
    const bare: SafeError = { code };
    const telling: SafeError = { code, data: { path: 'a', fault: 'missing', api: 'c', seconds: 3 } };
    for (const error of [bare, telling]) {
      const { key, values } = sentenceKey(error);
      const text: { message: string; placeholders?: object } = messages[key];
      expect(text.message).toMatch(/^[A-Z].*\.$/);
      expect(Object.keys(text.placeholders ?? {})).toHaveLength(values.length);
    }
  });

  it('names the faulty part where the error does', () => {
    const faulty = (fault: string) => ({
      code: 'configurationInvalid' as const,
      data: { path: 'region', fault },
    });
    expect(sentenceKey(faulty('missing'))).toEqual({ key: 'fault_missing', values: ['region'] });
    expect(sentenceKey(faulty('malformed'))).toEqual({ key: 'fault_malformed', values: ['region'] });
    expect(sentenceKey(faulty('else'))).toEqual({ key: 'error_configurationInvalid', values: [] });
  });

  it('names the challenge that can’t be answered', () => {
    const error: SafeError = { code: 'challengeUnsupported', data: { challenge: 'CUSTOM_CHALLENGE' } };
    expect(sentenceKey(error)).toEqual({ key: 'challenge_unsupported', values: ['CUSTOM_CHALLENGE'] });
  });

  it('is silent about data it has no use for', () => {
    const error: SafeError = { code: 'internal', data: { secret: 'x' } };
    expect(sentenceKey(error)).toEqual({ key: 'error_internal', values: [] });
  });
});
