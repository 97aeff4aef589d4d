/**
 * A client for the two calls of Amazon Cognito Identity that signing needs, with the interface that the AWS SDK's
 * credential providers expect. Both calls are public: they are not signed, so the clock does not matter.
 * https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_Operations.html
 */
import * as v from 'valibot';
import { CodedError, type ErrorCode } from '../../contract/errors.ts';
import { type Backoff, backoffDelay } from '../api/backoff.ts';
import { exchange } from '../http.ts';

interface GetIdInput {
  IdentityPoolId: string;
  Logins?: Record<string, string>;
}
interface GetCredentialsForIdentityInput {
  IdentityId: string;
  Logins?: Record<string, string>;
}

class Command<Input> {
  readonly input: Input;
  constructor(input: Input) {
    this.input = input;
  }
}
/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetId.html */
export class GetIdCommand extends Command<GetIdInput> {}
/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html */
export class GetCredentialsForIdentityCommand extends Command<GetCredentialsForIdentityInput> {}

export interface CognitoIdentityConfiguration extends Backoff {
  /** The service's address, without a slash at its end. */
  endpoint: string;
  fetch: typeof globalThis.fetch;
  /** Time limit of one try, ms. */
  timeout?: number;
  /** Aborts a call that is under way. */
  signal?: AbortSignal | undefined;
}

/** Number of tries of a call: the first, and two retries after failures that may pass. */
const tries = 3;
const passing = new Set<ErrorCode>(['offline', 'throttled', 'serverError']);

const identity = v.object({ IdentityId: v.string() });
const credentials = v.object({
  Credentials: v.object({
    AccessKeyId: v.string(),
    SecretKey: v.string(),
    SessionToken: v.string(),
    /** Epoch seconds on the wire. */
    Expiration: v.pipe(
      v.number(),
      v.transform((seconds) => new Date(seconds * 1000)),
    ),
  }),
});
type Output = v.InferOutput<typeof identity> | v.InferOutput<typeof credentials>;

const failure = v.object({ __type: v.string(), message: v.optional(v.string(), '') });

export class CognitoIdentityClient {
  readonly #configuration: CognitoIdentityConfiguration;

  constructor(configuration: CognitoIdentityConfiguration) {
    this.#configuration = configuration;
  }

  /**
   * Sends a command, up to three times if the network or the service fails. The input tells which operation is meant,
   * so the SDK's own command objects work as well as ours.
   *
   * @throws CodedError `offline`, `timeout`, `throttled`, `serverError` or `badAnswer`
   * @throws Error with the service's own error as its `name`, such as `NotAuthorizedException`
   */
  async send({ input }: { input: GetIdInput | GetCredentialsForIdentityInput }): Promise<Output> {
    const answer =
      'IdentityPoolId' in input
        ? v.safeParse(identity, await this.#persist('GetId', input))
        : v.safeParse(credentials, await this.#persist('GetCredentialsForIdentity', input));
    if (!answer.success) throw new CodedError('badAnswer');
    return answer.output;
  }

  async #persist(operation: string, input: unknown): Promise<unknown> {
    const { sleep, random } = this.#configuration;
    for (let tried = 1; ; tried += 1) {
      try {
        return await this.#call(operation, input);
      } catch (error) {
        if (tried === tries || !(error instanceof CodedError && passing.has(error.code))) throw error;
        await sleep(backoffDelay(tried, random));
      }
    }
  }

  async #call(operation: string, input: unknown): Promise<unknown> {
    const { endpoint, fetch, timeout = 15_000, signal } = this.#configuration;
    const { status, text } = await exchange(
      fetch,
      `${endpoint}/`,
      {
        method: 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': `AWSCognitoIdentityService.${operation}`,
        },
        body: JSON.stringify(input),
      },
      { timeout, signal },
    );
    return readAnswer(status, text);
  }
}

function readAnswer(status: number, text: string): unknown {
  if (status >= 500) throw new CodedError('serverError');
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch (error) {
    throw new CodedError(status === 429 ? 'throttled' : 'badAnswer', undefined, { cause: error });
  }
  if (status === 200) return answer;
  const told = v.safeParse(failure, answer);
  // The type may come with its namespace: `com.amazonaws.cognito.identity#NotAuthorizedException`.
  const name = told.success ? told.output.__type.replace(/^.*#/, '') : '';
  if (status === 429 || name === 'TooManyRequestsException') throw new CodedError('throttled');
  if (!told.success) throw new CodedError('badAnswer');
  throw Object.assign(new Error(told.output.message), { name });
}
