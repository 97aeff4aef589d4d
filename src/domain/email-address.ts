/**
 * An e-mail address, as far as a form can tell: one "@", then a domain of two parts or more, and no white space. The
 * user pool decides about the rest, because it takes more than most patterns do (`sean.o'brien@example.org`).
 */
export const emailAddress = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/u;
/** Longest e-mail address, in characters: https://www.rfc-editor.org/errata/eid1690 */
export const longestEmailAddress = 254;
