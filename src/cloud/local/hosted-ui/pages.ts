/** The pages that people see: plain forms without a script, which password managers understand. */
import { escapeHtml } from '../../../domain/escape-html.ts';
import type { HttpAnswer } from '../server/http.ts';
import { loginStyle } from './login-style.ts';

/** A form and its context. */
export interface Form {
  /** A path with the client's own query. */
  action: string;
  csrf: string;
  /** The error of the last input; null at first. */
  error: string | null;
  /** The address to which the browser returns in the end. */
  returnsTo: string;
}

/** @param cookies Set-Cookie lines */
export function formPage(
  { title, note = '', fields, button, after = '' }: FormText,
  form: Form,
  status: number,
  cookies: string[] = [],
): HttpAnswer {
  const error =
    form.error === null ? '' : `<p class="error" id="error" role="alert">${escapeHtml(form.error)}</p>\n`;
  const own =
    fields === ''
      ? ''
      : `<form method="post" action="${escapeHtml(form.action)}">
<input type="hidden" name="_csrf" value="${escapeHtml(form.csrf)}">
${fields}${button === null ? '' : `\n<button type="submit">${escapeHtml(button)}</button>`}
</form>\n`;
  const body = `<h1>${escapeHtml(title)}</h1>\n${note}${error}${own}${after}`;
  return page(title, body, status, { cookies, formTargets: [new URL(form.returnsTo).origin] });
}

/** All members but `title` and `button` are HTML. */
export interface FormText {
  title: string;
  note?: string;
  /** Empty if there is no form. */
  fields: string;
  /** Null if the fields are buttons themselves. */
  button: string | null;
  after?: string;
}

/** A labelled field. It is marked if it has an error. The first field has the focus. */
export function field(
  form: Form,
  attributes: { id: string; label: string; type: string; autocomplete: string; first?: boolean } & Extra,
): string {
  const { id, label, first = false, value = '', extra = '' } = attributes;
  const invalid = form.error === null ? '' : ' aria-invalid="true" aria-describedby="error"';
  return `<label for="${escapeHtml(id)}">${escapeHtml(label)}</label>
<input id="${escapeHtml(id)}" name="${escapeHtml(id)}" type="${attributes.type}"${value === '' ? '' : ` value="${escapeHtml(value)}"`} autocomplete="${attributes.autocomplete}"${extra} required${first ? ' autofocus' : ''}${invalid}>`;
}

interface Extra {
  value?: string;
  /** More attributes, as HTML. */
  extra?: string;
}

export const hidden = (name: string, value: string) =>
  `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`;

/** A refusal without a link. */
export const errorPage = (message: string, status = 400): HttpAnswer =>
  page(
    'Something is wrong',
    `<h1>Something is wrong</h1>\n<p role="alert">${escapeHtml(message)}</p>`,
    status,
  );

function page(
  title: string,
  body: string,
  status: number,
  { cookies = [], formTargets = [] }: { cookies?: string[]; formTargets?: string[] } = {},
): HttpAnswer {
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      // Chromium applies `form-action` to the redirect after a form as well.
      'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; form-action ${["'self'", ...formTargets].join(' ')}; frame-ancestors 'none'; base-uri 'none'`,
      'cross-origin-resource-policy': 'same-origin',
      // Not `no-referrer`: the form would be sent with `Origin: null`.
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      ...(cookies.length > 0 ? { 'set-cookie': cookies } : {}),
    },
    body: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Countersign</title>
<style>${loginStyle}</style>
</head>
<body>
<main>
<p class="brand">Countersign</p>
${body}
</main>
</body>
</html>
`,
  };
}
