/** The first digits of what was typed or pasted. */
export function firstDigits(typed: string, most: number): string {
  return typed.replace(/\D/g, '').slice(0, most);
}
