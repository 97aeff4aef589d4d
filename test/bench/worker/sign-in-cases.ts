/** The pool of the test user, whose password all contenders prove. */
export const poolName = 'AbC123xyz';
export const username = 'b0b5f7a2-5b1e-4f6c-9a63-9f2c4ad1e0aa';
export const password = 'Correct-hörse-1';
export const salt = '8f3c21aa90b74d5e6f708192a3b4c5d6';
/** A client's public number from its own secret, and the resulting key; both hex. */
export interface Proof {
  A: string;
  key: string;
}
