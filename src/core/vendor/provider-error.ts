/** What the SDK's provider of credentials throws where an answer lacks a part: by its name, without its logger. */
export class CredentialsProviderError extends Error {
  override readonly name = 'CredentialsProviderError';
}
