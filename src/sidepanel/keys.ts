/** Whether the key goes into a field. Shortcuts of one letter are off there. */
export function isTyping({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.matches('input:not([type=checkbox]), textarea, select');
}
