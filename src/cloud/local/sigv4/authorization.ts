/** Reads a signature: from the Authorization header, or from the query of a presigned address. */
import { createHash } from 'node:crypto';
import { ServiceError } from '../server/service-error.ts';
import { algorithm } from './canonical-request.ts';
import { headerValues, queryPairs, type RawRequest, splitTarget } from './request.ts';

export interface Authorization {
  accessKeyId: string;
  /** The scope's parts as given: date, region, service, terminator. */
  scope: readonly [string, string, string, string];
  signedHeaders: readonly string[];
  /** Hex. */
  signature: string;
  /** `YYYYMMDDTHHMMSSZ`. */
  date: string;
  sessionToken: string | null;
  /** Validity of a presigned address in seconds; null in the header form. */
  expiresAfter: number | null;
}

const incomplete = (message: string) => new ServiceError('IncompleteSignatureException', message, 403);

/**
 * @throws ServiceError MissingAuthenticationTokenException for an unsigned request, IncompleteSignatureException for
 * one that is signed in part, twice, or in another way
 */
export function readAuthorization(request: RawRequest): Authorization {
  const query = new Map(queryPairs(splitTarget(request.target).query));
  const header = onlyValue(request, 'authorization');
  const inQuery = query.has('X-Amz-Signature') || query.has('X-Amz-Algorithm');
  if (header === null && !inQuery) {
    throw new ServiceError('MissingAuthenticationTokenException', 'Missing Authentication Token', 403);
  }
  if (header !== null && inQuery) {
    throw incomplete('Only one way of signing is allowed: the Authorization header or the query.');
  }
  return header === null ? fromQuery(query) : fromHeader(request, header);
}

function fromHeader(request: RawRequest, header: string): Authorization {
  // The header may contain a secret of another scheme: AWS, too, answers with its hash only.
  const hash = createHash('sha256').update(header, 'latin1').digest('base64');
  const shown = `(Hashed with SHA-256 and encoded with Base64) Authorization=${hash}`;
  const [scheme = '', rest = ''] = header.trim().split(/\s+(.*)/s);
  if (scheme !== algorithm) throw incomplete(`Unsupported AWS 'algorithm'. ${shown}`);
  const fields = new Map<string, string>();
  for (const field of rest.split(',')) {
    const mark = field.indexOf('=');
    if (mark < 0)
      throw incomplete(`Not a valid key=value pair (missing equal-sign) in Authorization header. ${shown}`);
    fields.set(field.slice(0, mark).trim(), field.slice(mark + 1).trim());
  }
  const date = onlyValue(request, 'x-amz-date') ?? basicDate(onlyValue(request, 'date'));
  const missing = ['Credential', 'Signature', 'SignedHeaders']
    .filter((name) => !fields.get(name))
    .map((name) => `Authorization header requires '${name}' parameter.`);
  if (date === null) {
    missing.push(`Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.`);
  }
  if (date === null || missing.length > 0) throw incomplete(`${missing.join(' ')} ${shown}`);
  return {
    ...readCredential(fields.get('Credential') ?? ''),
    signedHeaders: (fields.get('SignedHeaders') ?? '').split(';'),
    signature: fields.get('Signature') ?? '',
    date,
    sessionToken: onlyValue(request, 'x-amz-security-token'),
    expiresAfter: null,
  };
}

function fromQuery(query: ReadonlyMap<string, string>): Authorization {
  if (query.get('X-Amz-Algorithm') !== algorithm) throw incomplete("Unsupported AWS 'algorithm'.");
  const names = ['X-Amz-Credential', 'X-Amz-Signature', 'X-Amz-SignedHeaders', 'X-Amz-Date', 'X-Amz-Expires'];
  const missing = names.filter((name) => !query.get(name));
  if (missing.length > 0) {
    throw incomplete(missing.map((name) => `AWS query-string parameters must include '${name}'.`).join(' '));
  }
  const expiresAfter = Number(query.get('X-Amz-Expires'));
  if (!Number.isInteger(expiresAfter) || expiresAfter < 1 || expiresAfter > 604_800) {
    throw incomplete('X-Amz-Expires must be a whole number of seconds, a week at most.');
  }
  return {
    ...readCredential(query.get('X-Amz-Credential') ?? ''),
    signedHeaders: (query.get('X-Amz-SignedHeaders') ?? '').split(';'),
    signature: query.get('X-Amz-Signature') ?? '',
    date: query.get('X-Amz-Date') ?? '',
    sessionToken: query.get('X-Amz-Security-Token') ?? null,
    expiresAfter,
  };
}

function readCredential(credential: string): Pick<Authorization, 'accessKeyId' | 'scope'> {
  const [accessKeyId, date, region, service, terminator, ...more] = credential.split('/');
  if (!accessKeyId || !date || !region || !service || !terminator || more.length > 0) {
    throw incomplete(
      'Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term.',
    );
  }
  return { accessKeyId, scope: [date, region, service, terminator] };
}

/** A header that may occur once. @throws ServiceError IncompleteSignatureException if it occurs again */
function onlyValue(request: RawRequest, name: string): string | null {
  const values = headerValues(request, name);
  if (values.length > 1) throw incomplete(`Header '${name}' must not be repeated.`);
  return values[0]?.trim() ?? null;
}

/** Converts an HTTP date to `YYYYMMDDTHHMMSSZ`; null if there is none. */
function basicDate(date: string | null): string | null {
  if (date === null || Number.isNaN(Date.parse(date))) return null;
  return new Date(date).toISOString().replace(/[-:]|\.\d{3}/g, '');
}
