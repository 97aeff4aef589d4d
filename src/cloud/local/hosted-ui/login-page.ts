/** The pages that people see: plain forms without a script, which password managers understand. */
import { escapeHtml } from '../mail/escape-html.ts';
import type { HttpAnswer } from '../server/http.ts';
import { loginStyle } from './login-style.ts';

export interface LoginForm {
  /** Where the form goes: a path with the client's own query. */
  action: string;
  csrf: string;
  /** What was typed before. */
  username: string;
  /** Why it did not work; null at the first time. */
  error: string | null;
  /** Where the browser goes after the right password. */
  returnsTo: string;
}

/** @param cookies lines of Set-Cookie */
export function loginPage(form: LoginForm, status: number, cookies: string[] = []): HttpAnswer {
  const invalid = form.error === null ? '' : ' aria-invalid="true" aria-describedby="error"';
  const body = `<h1>Sign in</h1>
${form.error === null ? '' : `<p class="error" id="error" role="alert">${escapeHtml(form.error)}</p>\n`}<form method="post" action="${escapeHtml(form.action)}">
<input type="hidden" name="_csrf" value="${escapeHtml(form.csrf)}">
<label for="username">Username or e-mail address</label>
<input id="username" name="username" type="text" value="${escapeHtml(form.username)}" autocomplete="username" autocapitalize="none" spellcheck="false" required${form.error === null ? ' autofocus' : ''}${invalid}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required${form.error === null ? '' : ' autofocus'}${invalid}>
<button type="submit">Sign in</button>
</form>`;
  return page('Sign in', body, status, { cookies, formTargets: [new URL(form.returnsTo).origin] });
}

/** A refusal that leads nowhere else. */
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
      // The redirect that follows a form counts as its target in Chromium.
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
