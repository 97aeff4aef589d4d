/** Authorization codes. Each is valid once, for five minutes. A restart forgets them, and the client starts again. */
import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { AuthorizationRequest } from './authorization-request.ts';

/** The rights that a code grants. */
export interface Grant
  extends Pick<AuthorizationRequest, 'redirectUri' | 'scopes' | 'nonce' | 'codeChallenge'> {
  sub: string;
}

export interface Codes {
  make(grant: Grant): string;
  /** Returns the grant once; undefined for a code that is unknown, used or too old. */
  take(code: string): Grant | undefined;
  clear(): void;
}

const lifetimeMs = 5 * 60_000;

export function createCodes(clock: Clock): Codes {
  const grants = new Map<string, Grant & { expiresAt: number }>();
  return {
    make(grant) {
      for (const [code, one] of grants) if (one.expiresAt <= clock.now()) grants.delete(code);
      const code = randomBytes(32).toString('base64url');
      grants.set(code, { ...grant, expiresAt: clock.now() + lifetimeMs });
      return code;
    },
    take(code) {
      const grant = grants.get(code);
      grants.delete(code);
      return grant && grant.expiresAt > clock.now() ? grant : undefined;
    },
    clear: () => grants.clear(),
  };
}

/** RFC 7636, 4.6. A verifier without a challenge is refused too: somebody has removed the challenge. */
export function isProven(codeChallenge: string | null, verifier: string | undefined): boolean {
  if (codeChallenge === null || verifier === undefined)
    return codeChallenge === null && verifier === undefined;
  return createHash('sha256').update(verifier).digest('base64url') === codeChallenge;
}
