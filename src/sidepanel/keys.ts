/** Whether what is typed goes into a field, where a single letter is a letter. */
export function isTyping({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.matches('input:not([type=checkbox]), textarea, select');
}
