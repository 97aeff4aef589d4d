import * as v from 'valibot';
import { type Configuration, configuration as schema } from '../../contract/configuration.ts';
import { CodedError } from '../../contract/errors.ts';
import { longestConfiguration } from '../../contract/limits.ts';
import { fromAwsExports, isAwsExports } from './aws-exports.ts';
import { literalsOf } from './literals.ts';

/**
 * Reads a configuration from pasted text: our own JSON (as the local cloud and a deployment print it), or AWS's
 * `aws-exports.js` / `aws-config.js` with the API list as an array or as a string.
 *
 * @throws CodedError `configurationUnsupported` when the text is none of these, or longer than a configuration may be; `configurationInvalid` with the `path`
 *   of the first fault and `fault` `missing` or `malformed`
 */
export function readConfiguration(text: string): Configuration {
  const literals = text.length > longestConfiguration ? null : literalsOf(text);
  if (!literals) throw new CodedError('configurationUnsupported');
  return checkConfiguration(isAwsExports(literals) ? fromAwsExports(literals) : literals);
}

/** Parses a value from storage, a file or a policy as a configuration. Throws like {@link readConfiguration}. */
export function checkConfiguration(value: unknown): Configuration {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const path = v.getDotPath(issue) ?? '';
  const fault = issue.input === undefined ? 'missing' : 'malformed';
  throw new CodedError('configurationInvalid', { path, fault });
}
