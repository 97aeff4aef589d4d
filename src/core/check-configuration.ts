import * as v from 'valibot';
import { type Configuration, configuration as schema } from '../contract/configuration.ts';
import { CodedError } from '../contract/errors.ts';

/**
 * Parses a value as a configuration, wherever it comes from: an import, storage, a file or a policy.
 *
 * @throws CodedError `configurationInvalid` with the `path` of the first fault and `fault` `missing` or `malformed`
 */
export function checkConfiguration(value: unknown): Configuration {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const path = v.getDotPath(issue) ?? '';
  const fault = issue.input === undefined ? 'missing' : 'malformed';
  throw new CodedError('configurationInvalid', { path, fault });
}
