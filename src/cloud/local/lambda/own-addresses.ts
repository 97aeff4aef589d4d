/** Replaces the stack's own addresses in a function's environment by the local cloud's. */
import type { StackModel } from '../model.ts';

/**
 * @param url the local cloud's, without a trailing slash
 * @returns the text with the addresses of the stack's APIs and of its sign-in page replaced
 */
export function withOwnAddresses(
  text: string,
  { apis, region }: Pick<StackModel, 'apis' | 'region'>,
  url: string,
): string {
  const hosted = new RegExp(`https://[a-z0-9-]+\\.auth\\.${region}\\.amazoncognito\\.com`, 'g');
  return apis.reduce(
    (replaced, { id }) =>
      replaced.replaceAll(`https://${id}.execute-api.${region}.amazonaws.com`, `${url}/${id}`),
    text.replace(hosted, url),
  );
}
