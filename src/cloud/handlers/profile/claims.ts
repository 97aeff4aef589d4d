/** Parses the ID token's claims. The authorizer passes each one as a text. */
import type { APIGatewayProxyEvent } from 'aws-lambda';
import * as v from 'valibot';
import { adminGroup, type Claims, claims } from '../../../contract/profile-api.ts';
import { Failure } from '../http/failure.ts';

const texts = v.record(v.string(), v.string());

/**
 * The claims of the token that the authorizer has verified. The request's content cannot change them.
 *
 * API Gateway passes only texts to a REST API's function: groups joined by commas, structures as JSON, `exp` and `iat`
 * as dates in words.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-enable-cognito-user-pool.html
 *
 * @throws Failure `forbidden` if they are not those of an ID token
 */
export function claimsOf(event: APIGatewayProxyEvent): Claims {
  const given = v.safeParse(texts, event.requestContext.authorizer?.claims);
  if (!given.success || given.output.token_use !== 'id') throw notAnIdToken();
  const entries = Object.entries(given.output).map(([name, text]) => [name, readClaim(name, text)]);
  const parsed = v.safeParse(claims, Object.fromEntries(entries));
  if (!parsed.success) throw notAnIdToken();
  return parsed.output;
}

const notAnIdToken = () => new Failure('forbidden', 'Sign in with the user pool of this API.');

/** @throws Failure `forbidden` for everybody outside of the group of administrators */
export function requireAdmin(caller: Claims): void {
  if (!caller['cognito:groups']?.includes(adminGroup)) {
    throw new Failure('forbidden', 'This is for administrators.');
  }
}

const lists = new Set(['cognito:groups', 'cognito:roles', 'amr']);
const flags = new Set(['email_verified', 'phone_number_verified']);
const times = new Set(['exp', 'iat', 'auth_time', 'updated_at']);

function readClaim(name: string, text: string): unknown {
  if (lists.has(name)) return text.split(',').filter(Boolean);
  if (flags.has(name)) return text === 'true';
  if (times.has(name)) return epochSeconds(text);
  return name === 'address' ? readAddress(text) : text;
}

/** Parses `1766000000` or `Tue Dec 16 20:33:20 UTC 2025`; returns any other text unchanged. */
function epochSeconds(text: string): number | string {
  if (/^\d+$/.test(text)) return Number(text);
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? text : ms / 1000;
}

const jsonAddress = v.pipe(v.string(), v.parseJson(), v.looseObject({ formatted: v.optional(v.string()) }));

/** The claim's structure as JSON. Cognito fills only `formatted`, and may send it as a plain text. */
function readAddress(text: string): { formatted?: string } {
  const parsed = v.safeParse(jsonAddress, text);
  if (parsed.success) return parsed.output;
  const [, formatted] = /^\{formatted=(.*)\}$/s.exec(text) ?? [];
  return { formatted: formatted ?? text };
}
