import { CodedError } from '../../contract/errors.ts';
import { longestConfiguration } from '../../contract/limits.ts';
import { fromAwsExports, isAwsExports } from './aws-exports.ts';
import { literalsOf } from './literals.ts';

/**
 * Reads a configuration from pasted text: our own JSON (as the local cloud and a deployment print it), or AWS's
 * `aws-exports.js` / `aws-config.js` with the API list as an array or as a string. The background checks it.
 *
 * @throws CodedError `configurationUnsupported` when the text is none of these, or longer than a configuration may be
 */
export function readText(text: string): Record<string, unknown> {
  const literals = text.length > longestConfiguration ? null : literalsOf(text);
  if (!literals) throw new CodedError('configurationUnsupported');
  return isAwsExports(literals) ? fromAwsExports(literals) : literals;
}
