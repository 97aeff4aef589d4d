/** The key that signs the pool's tokens: one per installation, never shared, never printed. */
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';

export interface SigningKey {
  kid: string;
  privateKey: CryptoKey;
  publicKey: CryptoKey;
  /** Published at `/.well-known/jwks.json`. */
  publicJwk: JWK;
}

/** A new private key in its stored form. */
export async function makeSigningKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return exportJWK(privateKey);
}

export async function readSigningKey(stored: JWK): Promise<SigningKey> {
  const { kty, n, e } = stored;
  const bare = { kty, n, e };
  const kid = await calculateJwkThumbprint(bare);
  const [privateKey, publicKey] = await Promise.all([importJWK(stored, 'RS256'), importJWK(bare, 'RS256')]);
  if (privateKey instanceof Uint8Array || publicKey instanceof Uint8Array) throw new Error('Not an RSA key');
  return { kid, privateKey, publicKey, publicJwk: { alg: 'RS256', use: 'sig', kid, ...bare } };
}
