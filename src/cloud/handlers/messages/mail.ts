/** A mail as HTML that also reads well as plain text: paragraphs in order, and no meaning in colour or layout. */
import { plainHtml } from './plain-text.ts';

export interface Mail {
  subject: string;
  /** HTML of each paragraph, made with {@link html}. */
  paragraphs: readonly Html[];
}

/** HTML whose parts are escaped. */
export type Html = { readonly html: string };

/** Builds HTML from a template literal. Texts are escaped; {@link Html} is not. */
export function html(markup: TemplateStringsArray, ...parts: readonly (string | Html)[]): Html {
  const written = parts.map((part) => (typeof part === 'string' ? plainHtml(part) : part.html));
  return { html: String.raw({ raw: markup }, ...written) };
}

/** Cognito replaces these by the code or the username; they must not be escaped. */
export const placeholder = (text: string): Html => ({ html: text });

const style = "font-family:system-ui,'Segoe UI',sans-serif;font-size:16px;line-height:1.5";

export function mailHtml({ subject, paragraphs }: Mail): string {
  const body = paragraphs.map((paragraph) => `<p>${paragraph.html}</p>`).join('\n');
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${plainHtml(subject)}</title></head>
<body style="${style}">
${body}
<p>Countersign</p>
</body>
</html>
`;
}

/** A code or a password, large and easy to select. */
export const code = (text: string): Html =>
  html`<strong style="font-family:ui-monospace,monospace;font-size:24px">${placeholder(text)}</strong>`;
