/** Kinds of pages whose server says what may happen on them. */
import { html, type Kinds, script } from './kind.ts';

const text = '<p>Text</p>';

export const policies: Kinds = {
  'under the strictest policy': {
    body: html('Strict'),
    headers: {
      'content-security-policy':
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    },
    often: true,
  },
  'in a sandbox': {
    body: html('Sandboxed', text + script(() => undefined)),
    headers: { 'content-security-policy': 'sandbox allow-scripts' },
    often: true,
  },
  'isolated from others': {
    body: html('Isolated'),
    headers: {
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'permissions-policy': 'fullscreen=(), clipboard-write=()',
    },
  },
  'based elsewhere': {
    body: html('Based', '<a href="x">Link</a>', '<base href="https://other.example/" target="_blank">'),
  },
};
