import { expect, it } from 'vitest';
import type { Invocation } from '../../../../../src/cloud/local/lambda/start-functions.ts';
import type { UserPoolSettings } from '../../../../../src/cloud/local/user-pool/settings/settings.ts';
import { createTriggers } from '../../../../../src/cloud/local/user-pool/triggers.ts';

/** As far as triggers look. */
const settings = {
  ...{ region: 'us-east-1', poolId: 'us-east-1_AbC123xyz', clientId: 'client' },
  triggers: { PostConfirmation: 'arn:function' },
} as UserPoolSettings;

const ask = (invocation: Invocation) =>
  createTriggers(settings, async () => invocation).invoke(
    'PostConfirmation',
    'PostConfirmation_ConfirmSignUp',
    {
      username: 'ann',
      userAttributes: {},
    },
  );

const failure = { errorType: 'Error', errorMessage: 'no' };

it.each<[string, Invocation, string]>([
  ['may not be called', { kind: 'denied' }, 'UnexpectedLambdaException'],
  ['does not answer in time', { kind: 'late' }, 'UnexpectedLambdaException'],
  ['fails', { kind: 'failed', failure }, 'UserLambdaValidationException'],
  ['answers nothing', { kind: 'answered', result: null }, 'InvalidLambdaResponseException'],
])('tells of a function that %s', async (_, invocation, type) => {
  await expect(ask(invocation)).rejects.toMatchObject({ type });
});

it('takes an answer that only looks like a failure as an answer', async () => {
  expect(await ask({ kind: 'answered', result: { ...failure, response: { a: 1 } } })).toEqual({ a: 1 });
});

it('calls nothing where the pool has no such function', async () => {
  const triggers = createTriggers(settings, () => Promise.reject(new Error('called')));
  const about = { username: 'ann', userAttributes: {} };
  expect(await triggers.invoke('CustomMessage', 'CustomMessage_SignUp', about)).toBeNull();
});
