/** The first six digits of what was typed or pasted. */
export function sixDigits(typed: string): string {
  return typed.replace(/\D/g, '').slice(0, 6);
}
