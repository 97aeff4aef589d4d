/**
 * The key that signs the requests of one day to one service of one region. The SDK derives it, and WebCrypto imports
 * it. Both take longer than a signature, so the key is kept until another one is needed.
 */
import { clearCredentialCache, getSigningKey } from '@aws-sdk/signature-v4';
import { hmacKey, Sha256 } from './sha256.ts';

export interface SigningCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  /** Present in temporary credentials. */
  sessionToken?: string;
}

let latest: { of: string; key: Promise<CryptoKey> } | null = null;

/** @param date `YYYYMMDD` */
export function signingKey(
  credentials: SigningCredentials,
  date: string,
  region: string,
  service: string,
): Promise<CryptoKey> {
  const of = `${date}/${region}/${service}/${credentials.accessKeyId}/${credentials.secretAccessKey}`;
  if (latest?.of !== of) {
    const key = getSigningKey(Sha256, credentials, date, region, service).then((bytes) =>
      hmacKey(new Uint8Array(bytes)),
    );
    latest = { of, key };
  }
  return latest.key;
}

/** Forgets all key material, the SDK's own included. Call it at sign-out. */
export function clearSigningKeys(): void {
  clearCredentialCache();
  latest = null;
}
