/** Calls the functions that the template gives the user pool, as Cognito does. */
import * as v from 'valibot';
import { ServiceError } from '../server/service-error.ts';
import type { Triggers } from './pool.ts';
import type { UserPoolSettings } from './settings.ts';

/** Cognito waits no longer. https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html */
const patienceMs = 5000;

const answered = v.looseObject({ response: v.optional(v.nullable(v.record(v.string(), v.unknown())), {}) });
const failed = v.looseObject({ errorType: v.string(), errorMessage: v.optional(v.string(), '') });

/** @param invoke runs a function; @returns its answer, or `{ errorType, errorMessage }` */
export function createTriggers(
  settings: UserPoolSettings,
  invoke: (functionArn: string, event: unknown) => Promise<unknown>,
): Triggers {
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
      const answer = await within(patienceMs, invoke(arn, event));
      if (answer === tooLate) {
        throw new ServiceError('UnexpectedLambdaException', `${trigger} failed with error Timeout.`);
      }
      if (v.is(failed, answer)) {
        const { errorMessage } = v.parse(failed, answer);
        const message = `${trigger} failed with error ${errorMessage}.`;
        throw new ServiceError('UserLambdaValidationException', message);
      }
      const parsed = v.safeParse(answered, answer);
      if (parsed.success) return parsed.output.response ?? {};
      throw new ServiceError('InvalidLambdaResponseException', 'Unrecognizable lambda output');
    },
  };
}

const tooLate = Symbol('too late');

async function within<T>(ms: number, answer: Promise<T>): Promise<T | typeof tooLate> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<typeof tooLate>((resolve) => {
    timer = setTimeout(() => resolve(tooLate), ms);
  });
  return Promise.race([answer, timeout]).finally(() => clearTimeout(timer));
}
