/**
 * The server's side of Secure Remote Password 6a in Cognito's variant: RFC 5054 with the 3072-bit group of RFC 3526,
 * SHA-256, and a session key derived by HKDF. Numbers are padded as Java's BigInteger does.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** RFC 3526 group 15: a safe prime of 3072 bits. */
export const N = BigInt(
  `0x${`
  FFFFFFFF FFFFFFFF C90FDAA2 2168C234 C4C6628B 80DC1CD1 29024E08 8A67CC74
  020BBEA6 3B139B22 514A0879 8E3404DD EF9519B3 CD3A431B 302B0A6D F25F1437
  4FE1356D 6D51C245 E485B576 625E7EC6 F44C42E9 A637ED6B 0BFF5CB6 F406B7ED
  EE386BFB 5A899FA5 AE9F2411 7C4B1FE6 49286651 ECE45B3D C2007CB8 A163BF05
  98DA4836 1C55D39A 69163FA8 FD24CF5F 83655D23 DCA3AD96 1C62F356 208552BB
  9ED52907 7096966D 670C354E 4ABC9804 F1746C08 CA18217C 32905E46 2E36CE3B
  E39E772C 180E8603 9B2783A2 EC07A28F B5C55DF0 6F4C52C9 DE2BCBF6 95581718
  3995497C EA956AE5 15D22618 98FA0510 15728E5A 8AAAC42D AD33170D 04507A33
  A85521AB DF1CBA64 ECFB8504 58DBEF0A 8AEA7157 5D060C7D B3970F85 A6E1E4C7
  ABF5AE8C DB0933D7 1E8C94E0 4A25619D CEE3D226 1AD2EE6B F12FFA06 D98A0864
  D8760273 3EC86A64 521F2B18 177B200C BBE11757 7A615D6C 770988C0 BAD946E2
  08E24FA0 74E5AB31 43DB5BFC E0FD108E 4B82D120 A93AD2CA FFFFFFFF FFFFFFFF`.replace(/\s/g, '')}`,
);
const g = 2n;

/** The stored form of a password; hex. */
export interface Verifier {
  salt: string;
  verifier: string;
}

/** The server's secret and public number of one sign-in; hex. */
export interface Challenge {
  b: string;
  B: string;
}

const sha256 = (data: Uint8Array | string) => createHash('sha256').update(data).digest();
const numberOf = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
const hex = (text: string) => BigInt(`0x${text}`);

/** The shortest two's complement of a positive number: an even number of digits, the first bit zero. */
function pad(number: bigint): Buffer {
  const digits = number.toString(16);
  const even = digits.length % 2 === 0 ? digits : `0${digits}`;
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex');
}

const k = numberOf(sha256(Buffer.concat([pad(N), pad(g)])));

/** base ** exponent mod N, four bits of the exponent at a time. */
function power(base: bigint, exponent: bigint): bigint {
  const powers = [1n];
  for (let i = 1; i < 16; i++) powers.push(((powers[i - 1] ?? 1n) * base) % N);
  let result = 1n;
  for (const digit of exponent.toString(16)) {
    for (let i = 0; i < 4; i++) result = (result * result) % N;
    result = (result * (powers[Number.parseInt(digit, 16)] ?? 1n)) % N;
  }
  return result;
}

/**
 * Makes the stored form of a password.
 *
 * @param poolName the pool's id without its region
 * @param salt hex; random by default
 */
export function makeVerifier(
  poolName: string,
  username: string,
  password: string,
  salt: string = randomBytes(16).toString('hex'),
): Verifier {
  const secret = sha256(`${poolName}${username}:${password}`);
  const x = numberOf(sha256(Buffer.concat([pad(hex(salt)), secret])));
  return { salt, verifier: power(g, x).toString(16) };
}

/** Whether the stored form belongs to this password. */
export function isPassword(
  poolName: string,
  user: Verifier & { username: string },
  password: string,
): boolean {
  const { verifier } = makeVerifier(poolName, user.username, password, user.salt);
  const [made, kept] = [Buffer.from(verifier), Buffer.from(user.verifier)];
  return made.length === kept.length && timingSafeEqual(made, kept);
}

/** A new server's number for one sign-in; never zero. */
export function makeChallenge(verifier: string): Challenge {
  for (;;) {
    const b = numberOf(randomBytes(128));
    const B = (k * hex(verifier) + power(g, b)) % N;
    if (B !== 0n) return { b: b.toString(16), B: B.toString(16) };
  }
}

/** Whether a client's public number may be used: with A ≡ 0 (mod N) everyone would know the key. */
export function isAcceptableA(A: string): boolean {
  return /^[0-9a-fA-F]{1,1024}$/.test(A) && hex(A) % N !== 0n;
}

/** The key that both sides compute, 16 bytes. @throws RangeError for an A that {@link isAcceptableA} refuses */
export function sessionKey(A: string, challenge: Challenge, verifier: string): Buffer {
  if (!isAcceptableA(A)) throw new RangeError('A is not acceptable');
  const u = sha256(Buffer.concat([pad(hex(A)), pad(hex(challenge.B))]));
  const S = power((hex(A) * power(hex(verifier), numberOf(u))) % N, hex(challenge.b));
  const extracted = createHmac('sha256', pad(numberOf(u)))
    .update(pad(S))
    .digest();
  return createHmac('sha256', extracted).update('Caldera Derived Key\u0001').digest().subarray(0, 16);
}

/** The text that a client signs to prove that it has the key. */
export interface Claim {
  poolName: string;
  username: string;
  /** Base64, as it was sent to the client. */
  secretBlock: string;
  timestamp: string;
}

/** The claim's signature under the key. */
export function signClaim(key: Uint8Array, claim: Claim): Buffer {
  return createHmac('sha256', key)
    .update(claim.poolName)
    .update(claim.username)
    .update(Buffer.from(claim.secretBlock, 'base64'))
    .update(claim.timestamp)
    .digest();
}

/** Whether the signature (base64) is correct. Compares in constant time. */
export function isSignedBy(key: Uint8Array, claim: Claim, signature: string): boolean {
  const given = Buffer.from(signature, 'base64');
  const expected = signClaim(key, claim);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
