/** Digits of a code. Codes that are mailed or texted at a sign-in may have more than the others, as the pool sends them. */
export const codeLength = { usual: 6, longest: 8 } as const;
