/** Calls the configured APIs, signed or with the ID token, as the configuration says. It retries failed calls. */
import * as v from 'valibot';
import type { ApiName, Configuration } from '../../contract/configuration.ts';
import { CodedError } from '../../contract/errors.ts';
import { exchange, readJson } from '../http.ts';
import { parseOrNull } from '../parse.ts';
import { type Backoff, backoffDelay, systemBackoff } from './backoff.ts';
import { percentEncode, signRequest } from './signer.ts';
import type { SigningCredentials } from './signing-key.ts';

export interface ApiCall {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** The path below the API's endpoint, with its leading slash. Each segment is already percent-encoded. */
  path: string;
  query?: Record<string, string>;
  /** Sent as JSON. */
  body?: unknown;
  /** Whether the server recognises a repeat of this POST, so that a retry does no harm. */
  repeatable?: boolean;
}

export interface ApiAnswer {
  /** 2xx, or 4xx other than 429: the caller reads refusals. */
  status: number;
  /** Parsed JSON; null for an empty body. */
  body: unknown;
}

export interface ApiClient {
  /**
   * @throws CodedError `offline`, `timeout`, `throttled`, `serverError`, `badAnswer`, `answerTooLarge`, `notConfigured`,
   *   `refusalHidden`, `configurationUnsupported`, `invalidInput`; and whatever `credentials` throws
   */
  request(api: ApiName, call: ApiCall): Promise<ApiAnswer>;
}

export interface ApiClientOptions {
  configuration: Pick<Configuration, 'region' | 'apis'>;
  fetch: typeof globalThis.fetch;
  /** Our clock, epoch ms. */
  now: () => number;
  /** The credentials to sign with. With `refresh`, others than those that were just refused as expired. */
  credentials(api: ApiName, options: { refresh: boolean }): Promise<SigningCredentials>;
  /** The ID token, for an API that takes it. With `refresh`, another than the one that was just refused. */
  idToken?(options: { refresh: boolean }): Promise<string>;
  /** The server's clock minus ours, ms, as it was last measured. The value outlives the worker. */
  clockOffset?(): number;
  /** Called with the new offset when the server's clock differs. {@link clockOffset} must return it from then on. */
  onClockOffset?(ms: number): void;
  backoff?: Backoff;
  /** Time limit of one try, ms. */
  timeout?: number;
  /** Aborts every call; its reason is thrown. */
  signal?: AbortSignal;
}

/** Longest answer, in UTF-16 units: a Lambda function gives no longer one. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const length = 6 * 2 ** 20;
/** Number of tries of a call: the first, and two retries. */
const tries = 3;
/** A signature is refused if its date is more than 5 minutes off. Below this limit, the refusal has another reason. */
const tolerableSkew = 4 * 60_000;

const clockErrors = new Set([
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'RequestExpired',
  'RequestTimeTooSkewed',
]);
const credentialErrors = new Set([
  'ExpiredTokenException',
  'ExpiredToken',
  'UnrecognizedClientException',
  'InvalidClientTokenId',
]);

export function createApiClient(options: ApiClientOptions): ApiClient {
  const { configuration, now, backoff = systemBackoff, ...limits } = options;
  let measured = 0;
  const clockOffset = () => options.clockOffset?.() ?? measured;

  async function attempt(api: ApiName, call: PreparedCall, refresh: boolean): Promise<RawAnswer> {
    const { url, ...init } = await authorised(api, call, refresh);
    const { status, headers, text } = await exchange(options.fetch, url, init, { length, ...limits });
    return {
      status,
      errorType: headers.get('x-amzn-errortype')?.replace(/:.*$/, '') ?? '',
      date: Date.parse(headers.get('date') ?? ''),
      text,
    };
  }

  async function authorised(api: ApiName, call: PreparedCall, refresh: boolean) {
    if (call.auth === 'JWT') {
      if (!options.idToken) throw new CodedError('configurationUnsupported', { api });
      const { method, url, headers, body } = call;
      return {
        method,
        url,
        body,
        headers: { ...headers, authorization: await options.idToken({ refresh }) },
      };
    }
    const credentials = await options.credentials(api, { refresh });
    const signingDate = new Date(now() + clockOffset());
    return signRequest(call, credentials, { region: call.region, service: 'execute-api', signingDate });
  }

  /** Takes over the server's clock if the answer shows that ours is off. @returns whether it did */
  function adjustsClock(answer: RawAnswer): boolean {
    if (answer.status !== 403 || !clockErrors.has(answer.errorType)) return false;
    const offset = answer.date - now();
    if (!(Math.abs(offset - clockOffset()) > tolerableSkew)) return false;
    measured = offset;
    options.onClockOffset?.(offset);
    return true;
  }

  return {
    async request(api, call) {
      const prepared = prepare(configuration, api, call);
      let clockAdjusted = false;
      let refreshed = false;
      let refresh = false;
      for (let tried = 1; ; ) {
        const answer = await attempt(api, prepared, refresh);
        refresh = false;
        if (!clockAdjusted && adjustsClock(answer)) {
          clockAdjusted = true;
        } else if (!refreshed && (hasExpired(answer) || isUnexplained(prepared, answer))) {
          refreshed = refresh = true;
        } else if (answer.status >= 500 && prepared.repeatable && tried < tries) {
          await backoff.sleep(backoffDelay(tried, backoff.random));
          tried += 1;
        } else {
          if (isUnexplained(prepared, answer)) throw new CodedError('refusalHidden');
          return { status: answer.status, body: readJson(answer) };
        }
      }
    },
  };
}

interface PreparedCall {
  auth: 'IAM' | 'JWT';
  method: ApiCall['method'];
  url: string;
  region: string;
  headers: Record<string, string>;
  body?: Uint8Array<ArrayBuffer>;
  repeatable: boolean;
}

interface RawAnswer {
  status: number;
  /** AWS's name of the error; empty if there is none. */
  errorType: string;
  /** The server's clock, epoch ms; NaN if the answer has no date. */
  date: number;
  text: string;
}

/** The parts of a call that all its tries share. The body is encoded once; the same bytes are signed and sent. */
function prepare(
  { apis, region }: ApiClientOptions['configuration'],
  api: ApiName,
  call: ApiCall,
): PreparedCall {
  const configured = apis[api];
  if (!configured) throw new CodedError('notConfigured');
  const query = Object.entries(call.query ?? {}).map(
    ([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`,
  );
  return {
    auth: configured.auth,
    method: call.method,
    url: `${configured.endpoint}${call.path}${query.length > 0 ? `?${query.join('&')}` : ''}`,
    region: configured.region ?? region,
    headers: {
      accept: 'application/json',
      ...(call.body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(call.body !== undefined && { body: new TextEncoder().encode(JSON.stringify(call.body)) }),
    repeatable: call.method !== 'POST' || call.repeatable === true,
  };
}

/** Whether the credentials were refused, and not the request itself. */
function hasExpired({ status, errorType }: RawAnswer): boolean {
  return status === 401 || (status === 403 && credentialErrors.has(errorType));
}

const ourRefusal = v.object({ error: v.string() });

/**
 * Whether the gateway refused a signed call and its headers cannot be read: the API exposes them to no other origin. Then
 * the clock, the credentials or a missing permission may be the cause. Our own functions give their reason in the body.
 */
function isUnexplained({ auth }: PreparedCall, { status, errorType, date, text }: RawAnswer): boolean {
  if (auth !== 'IAM' || status !== 403 || errorType !== '' || !Number.isNaN(date)) return false;
  return parseOrNull(v.pipe(v.string(), v.parseJson(), ourRefusal), text) === null;
}
