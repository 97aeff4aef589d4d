import { describe, expect, it } from 'vitest';
import { readFunctionAnswer } from '../../../../../src/cloud/local/gateway/function-answer.ts';

const headersOf = (value: unknown) => readFunctionAnswer(value, {})?.headers;

describe('LC6: a function’s answer', () => {
  it.each([{}, { body: '' }, { statusCode: null }, { headers: null, multiValueHeaders: null }])(
    'is 200 without a status: %j',
    (value) => {
      expect(readFunctionAnswer(value, {})).toMatchObject({ status: 200, body: '' });
    },
  );

  it.each([[null], [undefined], ['text'], [[]], [{ status: 200 }], [{ statusCode: 'ok' }]])(
    'of another shape is none: %j',
    (value) => {
      expect(readFunctionAnswer(value, {})).toBeNull();
    },
  );

  it('sends the values of both kinds of headers, and a value that both have once', () => {
    expect(
      headersOf({
        headers: { 'X-One': 'a', 'x-two': 'b', 'Set-Cookie': 'c=1' },
        multiValueHeaders: { 'x-one': ['a', 'b'], 'set-cookie': ['d=2', 'e=3'] },
      }),
    ).toEqual({
      'x-one': ['a', 'b'],
      'x-two': 'b',
      'set-cookie': ['c=1', 'd=2', 'e=3'],
      'content-type': 'application/json',
    });
  });

  it('is JSON only where neither kind names another type', () => {
    expect(headersOf({ multiValueHeaders: { 'Content-Type': ['text/plain'] } })).toEqual({
      'content-type': ['text/plain'],
    });
    expect(headersOf({ headers: { 'CONTENT-TYPE': 'text/plain' } })).toEqual({
      'content-type': 'text/plain',
    });
  });
});
