/** Randomness for amazon-cognito-identity-js, without its search for a source in old browsers and in Node. */
export default function randomUint32(): number {
  // A typed array of one has a first element.
  return crypto.getRandomValues(new Uint32Array(1))[0] as number;
}
