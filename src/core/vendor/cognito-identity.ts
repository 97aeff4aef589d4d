/**
 * A client for the two calls of Amazon Cognito Identity that signing needs, with the interface that the AWS SDK's
 * credential providers expect. Both calls are public: they are not signed, so the clock does not matter.
 * https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_Operations.html
 */
import * as v from 'valibot';
import { hasCode } from '../../contract/errors.ts';
import { type Backoff, backoffDelay } from '../api/backoff.ts';
import { callService } from '../http.ts';
import { parseAnswer } from '../parse.ts';

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
const passing = ['offline', 'throttled', 'serverError'] as const;

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
    return 'IdentityPoolId' in input
      ? parseAnswer(identity, await this.#persist('GetId', input))
      : parseAnswer(credentials, await this.#persist('GetCredentialsForIdentity', input));
  }

  async #persist(operation: string, input: unknown): Promise<unknown> {
    const { endpoint, fetch, sleep, random, ...limits } = this.#configuration;
    for (let tried = 1; ; tried += 1) {
      try {
        return await callService(fetch, endpoint, `AWSCognitoIdentityService.${operation}`, input, limits);
      } catch (error) {
        if (tried === tries || !hasCode(error, ...passing)) throw error;
        await sleep(backoffDelay(tried, random));
      }
    }
  }
}
