/** Calls the functions that the template assigns to the user pool, as Cognito does. */
import * as v from 'valibot';
import type { Invocation } from '../lambda/start-functions.ts';
import { ServiceError } from '../server/service-error.ts';
import type { TriggerResponse, Triggers } from './pool.ts';
import type { TriggerName, UserPoolSettings } from './settings/settings.ts';

/**
 * Longest wait for a function, as Cognito's, ms.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
 */
const patienceMs = 5000;

const answered = v.looseObject({ response: v.optional(v.nullable(v.record(v.string(), v.unknown())), {}) });

/** Invokes a function on behalf of the user pool. */
export type InvokeTrigger = (functionArn: string, event: unknown, timeoutMs: number) => Promise<Invocation>;

export function createTriggers(settings: UserPoolSettings, invoke: InvokeTrigger): Triggers {
  return {
    async invoke(trigger, source, { username, userAttributes, request = {}, response = {} }) {
      const arn = settings.triggers[trigger];
      if (arn === undefined) return null;
      const event = {
        version: '1',
        region: settings.region,
        userPoolId: settings.poolId,
        userName: username,
        callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: settings.clientId },
        triggerSource: source,
        request: { userAttributes, ...request },
        response,
      };
      return responseOf(trigger, await invoke(arn, event, patienceMs));
    },
  };
}

/** @throws ServiceError in Cognito's words */
function responseOf(trigger: TriggerName, invocation: Invocation): TriggerResponse {
  switch (invocation.kind) {
    case 'denied': {
      const message = `${trigger} invocation failed due to error AccessDeniedException.`;
      throw new ServiceError('UnexpectedLambdaException', message);
    }
    case 'late':
      throw new ServiceError('UnexpectedLambdaException', `${trigger} failed with error Timeout.`);
    case 'failed': {
      const message = `${trigger} failed with error ${invocation.failure.errorMessage}.`;
      throw new ServiceError('UserLambdaValidationException', message);
    }
    case 'answered': {
      const parsed = v.safeParse(answered, invocation.result);
      if (parsed.success) return parsed.output.response ?? {};
      throw new ServiceError('InvalidLambdaResponseException', 'Unrecognizable lambda output');
    }
  }
}
