/** The error of the SDK's credential provider for an incomplete answer. It keeps the name, without the SDK's logger. */
export class CredentialsProviderError extends Error {
  override readonly name = 'CredentialsProviderError';
}
