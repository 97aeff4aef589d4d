import { escapeHtml } from '../../../domain/escape-html.ts';

/**
 * Escapes a text that somebody else chose, for an element or a quoted attribute: one line, no markup, and no braces, so
 * that it cannot look like one of Cognito's placeholders.
 */
export const plainHtml = (text: string): string =>
  escapeHtml(plainText(text)).replaceAll('{', '&#123;').replaceAll('}', '&#125;');

/** One line without control, format or broken characters: invisible characters could mislead. */
export const plainText = (text: string): string => text.replace(/\p{C}+/gu, ' ').trim();
