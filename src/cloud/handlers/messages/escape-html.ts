const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * A text that somebody else chose, for the inside of an element or of a quoted attribute: one line, no markup, and no
 * braces, so that it can't pass for one of Cognito's placeholders.
 */
export const escapeHtml = (text: string): string =>
  plainText(text)
    .replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign)
    .replaceAll('{', '&#123;')
    .replaceAll('}', '&#125;');

/** One line without control, format or broken characters: what can't be seen can't mislead. */
export const plainText = (text: string): string => text.replace(/\p{C}+/gu, ' ').trim();
