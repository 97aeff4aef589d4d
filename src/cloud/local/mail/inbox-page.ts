/** `/_inbox`: the mails of this installation, for people who try the extension. */

import { escapeHtml } from '../../../domain/escape-html.ts';
import { type HttpAnswer, type HttpRequest, plainAnswer } from '../server/http.ts';
import { splitTarget } from '../sigv4/request.ts';
import { refreshScript } from './inbox-refresh.ts';
import { inboxStyle } from './inbox-style.ts';
import type { Mail, Mailbox } from './mailbox.ts';

/** A mail cannot run or load anything: its frame has no rights, and the page itself has few. */
const headers = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'; form-action 'none'; base-uri 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Answers a request that the guard has admitted. */
export function inboxAnswer(request: HttpRequest, mailbox: Mailbox, token: string): HttpAnswer {
  const { path } = splitTarget(request.target);
  if (request.method !== 'GET') return plainAnswer(405, 'Method not allowed');
  switch (path) {
    case '/_inbox':
      return answer('text/html; charset=utf-8', page(mailbox.all(), token));
    case '/_inbox/refresh.js':
      return answer('text/javascript; charset=utf-8', refreshScript);
    default:
      return plainAnswer(404, 'Not found');
  }
}

const answer = (type: string, body: string): HttpAnswer => ({
  status: 200,
  headers: { 'content-type': type, ...headers },
  body,
});

const page = (mails: readonly Mail[], token: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Inbox · Countersign's local cloud</title>
<style>${inboxStyle}</style>
<script type="module" src="/_inbox/refresh.js?token=${encodeURIComponent(token)}"></script>
</head>
<body>
<header>
<h1>Inbox</h1>
<p>Every mail that the local cloud sends ends up here, and nowhere else.</p>
</header>
<main aria-live="polite">
${mails.length > 0 ? mails.map(article).join('\n') : '<p class="empty">No mail yet. Register in the extension, and the code appears here.</p>'}
</main>
</body>
</html>
`;

const article = (mail: Mail) => `<article>
<h2>${escapeHtml(mail.subject)}</h2>
<p class="to">to ${escapeHtml(mail.to)} · <time datetime="${new Date(mail.at).toISOString()}">${timeOfDay(mail.at)}</time></p>
${mail.code ? `<p class="code">${escapeHtml(mail.code)}</p>` : ''}
<iframe sandbox title="${escapeHtml(mail.subject)}" srcdoc="${escapeHtml(mailFrame + mail.html)}"></iframe>
</article>`;

/** The style of a mail that has none of its own. */
const mailFrame =
  '<style>:root{color-scheme:light dark;font:14px/1.45 system-ui,sans-serif;background:light-dark(#f5f6f8,#1f2228);color:light-dark(#565c68,#a7adba)}body{margin:10px 12px}</style>';

const timeOfDay = (at: number) =>
  new Date(at).toLocaleString('en-GB', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
