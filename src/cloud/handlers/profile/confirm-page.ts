/**
 * The page that the link of a confirmation mail opens. It stores nothing and sends nothing. Its values come in the
 * address's fragment, which no browser sends to a server; the page removes them from the address at once. The extension
 * reads them from the marked element when the person presses its button.
 */
import { createHash } from 'node:crypto';

const style = `
:root { color-scheme: light dark; font: 1.125rem/1.6 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f6f7f9; color: #1b2330; }
main { max-width: 30rem; margin: 1rem; padding: 2rem; border-radius: 1rem; background: #fff; border: 1px solid #d5dae2; }
h1 { margin-top: 0; font-size: 1.5rem; line-height: 1.25; }
output { display: block; margin: 1.5rem 0; font: 600 2rem/1.2 ui-monospace, monospace; letter-spacing: .2em; overflow-wrap: anywhere; }
@media (prefers-color-scheme: dark) {
  body { background: #11161f; color: #e8ecf2; }
  main { background: #1a212d; border-color: #39434f; }
}
`;

const script = `
const main = document.querySelector('[data-countersign-confirm]');
const take = () => {
  const given = new URLSearchParams(location.hash.slice(1));
  history.replaceState(null, '', location.pathname);
  for (const name of ['username', 'email', 'code']) main.dataset[name] = (given.get(name) ?? '').slice(0, 256);
  const { code, email } = main.dataset;
  document.querySelector('output').textContent = code;
  document.querySelector('[data-email-shown]').textContent = email;
  document.querySelector('[data-with-code]').hidden = !code;
  document.querySelector('[data-without-code]').hidden = !!code;
};
take();
// The link followed once more, in the same tab.
addEventListener('hashchange', take);
`;

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

export const confirmHeaders = {
  'Content-Security-Policy': [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Robots-Tag': 'noindex, nofollow',
} as const;

export const confirmPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex, nofollow">
<title>Confirm your Countersign account</title>
<style>${style}</style>
</head>
<body>
<main data-countersign-confirm data-username="" data-email="" data-code="">
<div data-with-code hidden>
<h1>Confirm your Countersign account</h1>
<p>Press the Countersign button in your browser’s toolbar on this page. Everything is filled in there; you only have to press Confirm.</p>
<p>If the button is on another device, type this code there:</p>
<output aria-label="Code"></output>
<p>It was sent to <strong data-email-shown></strong>. If that is not you, close this page.</p>
</div>
<div data-without-code hidden>
<h1>Nothing to confirm here</h1>
<p>This page opens from the link in a confirmation mail. Open the latest mail from Countersign and press its link once more.</p>
</div>
<noscript><h1>Confirm your Countersign account</h1><p>Type the code from the mail in the Countersign popup.</p></noscript>
</main>
<script>${script}</script>
</body>
</html>
`;
