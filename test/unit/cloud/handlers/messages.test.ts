import type { CustomMessageTriggerEvent } from 'aws-lambda';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { messageWriter } from '../../../../src/cloud/handlers/messages/message-writer.ts';

const confirmUrl = 'https://abc123.execute-api.us-east-1.amazonaws.com/prod/confirm';
const write = messageWriter({ confirmUrl, clock: () => 0 });

beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

function eventOf(
  source: string,
  given: { username?: string; email?: string } = {},
): CustomMessageTriggerEvent {
  const { username = 'ann', email = 'ann@example.com' } = given;
  return {
    version: '1',
    region: 'us-east-1',
    userPoolId: 'us-east-1_AbC123xyz',
    userName: username,
    callerContext: { awsSdkVersion: '', clientId: '' },
    triggerSource: `CustomMessage_${source}` as CustomMessageTriggerEvent['triggerSource'], // unknown ones too
    request: {
      userAttributes: { email },
      codeParameter: '{####}',
      linkParameter: '{##Click Here##}',
      usernameParameter: source === 'AdminCreateUser' ? '{username}' : null,
    } as CustomMessageTriggerEvent['request'], // AWS's types have no null there
    response: { smsMessage: null, emailMessage: null, emailSubject: null },
  };
}

const sources = [
  'SignUp',
  'ResendCode',
  'ForgotPassword',
  'UpdateUserAttribute',
  'VerifyUserAttribute',
  'AdminCreateUser',
  'Authentication',
];

async function written(source: string, given?: { username?: string; email?: string }) {
  const { response } = await write(eventOf(source, given));
  const { emailSubject, emailMessage, smsMessage } = response;
  if (!emailSubject || !emailMessage || !smsMessage) throw new Error(`${source} has no message`);
  return { emailSubject, emailMessage, smsMessage };
}

/** The mail as a reader of plain text gets it. */
const asText = (mail: string): string =>
  mail
    .replace(/<head>.*<\/head>/s, '')
    .replace(/<[^>]*>/g, '')
    .replace(/\n{2,}/g, '\n')
    .trim();

const hostile = {
  username: '<script>alert(1)</script>"\'{####}{username}\r\nBcc: x@example.com\u202Eevil',
  email: '"><img src=x onerror=alert(1)>{####}\r\n@example.com',
};

describe.each(sources)('the message of %s', (source) => {
  it('says the same as ever', async () => {
    const { emailSubject, emailMessage, smsMessage } = await written(source);
    expect({ emailSubject, smsMessage, text: asText(emailMessage).split('\n') }).toMatchSnapshot();
  });

  it('holds the placeholders of Cognito as they are, and within its bounds', async () => {
    for (const given of [{}, hostile, { username: 'x'.repeat(128), email: 'y'.repeat(2048) }]) {
      const { emailSubject, emailMessage, smsMessage } = await written(source, given);
      for (const text of [asText(emailMessage), smsMessage]) expect(text.split('{####}')).toHaveLength(2);
      const named = source === 'AdminCreateUser' ? 2 : 1;
      for (const text of [emailMessage, smsMessage]) expect(text.split('{username}')).toHaveLength(named);
      expect(smsMessage.length).toBeLessThanOrEqual(140);
      expect(emailSubject.length).toBeLessThanOrEqual(140);
      expect(emailMessage.length).toBeLessThan(20_000);
    }
  });

  it('takes nothing of a username or an address for markup, a placeholder or a line', async () => {
    const harmless = await written(source, { username: 'ann', email: 'ann@example.com' });
    const tags = (mail: string) => [...mail.matchAll(/<\/?\w+/g)].map(([tag]) => tag);
    const check = async (given: { username: string; email: string }) => {
      const { emailSubject, emailMessage } = await written(source, given);
      expect(emailSubject).toBe(harmless.emailSubject);
      expect(tags(emailMessage)).toEqual(tags(harmless.emailMessage));
      expect(emailMessage.split('\n')).toHaveLength(harmless.emailMessage.split('\n').length);
      expect(emailMessage.split('{')).toHaveLength(harmless.emailMessage.split('{').length);
    };
    await check(hostile);
    const anything = fc.string({ unit: 'binary', maxLength: 60 });
    await fc.assert(fc.asyncProperty(fc.record({ username: anything, email: anything }), check));
  });
});

it.each(['SignUp', 'ResendCode'])(
  'of %s links to the confirmation page, everything in the fragment',
  async (source) => {
    const { emailMessage } = await written(source, { username: 'a&b "c"', email: "o'n+1@example.com" });
    const [, href = ''] = /<a href="([^"]*)">/.exec(emailMessage) ?? [];
    const link = new URL(href.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replace('{####}', '123456'));
    expect(`${link.origin}${link.pathname}${link.search}`).toBe(confirmUrl);
    expect(Object.fromEntries(new URLSearchParams(link.hash.slice(1)))).toEqual({
      username: 'a&b "c"',
      email: "o'n+1@example.com",
      code: '123456',
    });
  },
);

it('hands an occasion that it does not know back as it came', async () => {
  for (const source of ['Tomorrow', 'constructor', '']) {
    expect(await write(eventOf(source))).toEqual(eventOf(source));
  }
});

it('logs the occasion and nothing of the person', async () => {
  await write(eventOf('SignUp', { username: 'secret-name', email: 'secret@example.com' }));
  expect(vi.mocked(console.log).mock.calls).toEqual([
    [JSON.stringify({ trigger: 'CustomMessage_SignUp', ms: 0 })],
  ]);
});
