/** Kinds of pages, as they are on the web. Each is served at its own path. */
import { source } from '../../../src/dev/drive/port.ts';

export interface Kind {
  /** The body of the answer. */
  body: string | Buffer;
  type?: string;
  status?: number;
  headers?: Record<string, string>;
  /** Where nothing can be shown on it, so that the popup says so; a task is made of it all the same. */
  closedIn?: readonly ('chromium' | 'firefox')[];
}

const html = (title: string, body = '<p>Text</p>', head = '', root = 'lang="en"') =>
  `<!doctype html><html ${root}><head><meta charset="utf-8"><title>${title}</title>${head}</head><body>${body}</body></html>`;
const script = (run: () => void) => `<script>${source(run)}()</script>`;
const style = (css: string) => `<style>${css}</style>`;
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export const gallery: Record<string, Kind> = {
  plain: { body: html('Plain') },
  untitled: { body: '<!doctype html><p>Text' },
  quirks: { body: '<title>Quirks</title><table><tr><td>Old' },
  frameset: {
    body: '<html><head><title>Frames</title></head><frameset cols="50%,50%"><frame src="/plain"><frame src="/quirks"></frameset></html>',
  },
  frames: { body: html('With frames', '<iframe src="/plain"></iframe><iframe srcdoc="<p>In"></iframe>') },
  missing: { body: html('Not found'), status: 404 },
  'strict policy': {
    body: html('Strict'),
    headers: {
      'content-security-policy':
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    },
  },
  'sandbox without scripts': {
    body: html('Sandboxed'),
    headers: { 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox" },
  },
  'sandbox with scripts': {
    body: html(
      'Sandboxed, with scripts',
      script(() => void 0),
    ),
    headers: { 'content-security-policy': 'sandbox allow-scripts' },
  },
  isolated: {
    body: html('Isolated'),
    headers: {
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'permissions-policy': 'fullscreen=(), clipboard-write=()',
    },
  },
  xhtml: {
    type: 'application/xhtml+xml',
    body: '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>XHTML</title></head><body><p>Text</p></body></html>',
  },
  xml: { type: 'application/xml', body: '<note><to>Ida</to></note>', closedIn: ['firefox'] },
  'styled xml': {
    type: 'application/xml',
    body: '<?xml-stylesheet href="data:text/css,to{color:green}" type="text/css"?><note><to>Ida</to></note>',
    closedIn: ['chromium', 'firefox'],
  },
  svg: {
    type: 'image/svg+xml',
    body: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>Picture</title><circle r="9"/></svg>',
    closedIn: ['chromium', 'firefox'],
  },
  text: { type: 'text/plain', body: 'Plain text' },
  json: { type: 'application/json', body: '{"a":1}', closedIn: ['firefox'] },
  picture: { type: 'image/png', body: png },
  rtl: { body: html('صفحة', '<p>نص</p>', '', 'lang="ar" dir="rtl"') },
  dark: { body: html('Dark', '<p>Text</p>', '<meta name="color-scheme" content="dark">') },
  'styles that reach everything': {
    body: html(
      'Restyled',
      '<p>Text</p>',
      style('* { all: unset !important; display: block !important } div { display: none !important }'),
    ),
  },
  high: {
    body: html(
      'High',
      '<div style="height:100000px">Text</div>',
      style('html{scroll-snap-type:y mandatory}'),
    ),
  },
  'without a body': {
    body: html(
      'Bodiless',
      script(() => document.body.remove()),
    ),
  },
  editable: {
    body: html(
      'Editable',
      `<p>Text</p>${script(() => document.documentElement.setAttribute('contenteditable', ''))}`,
    ),
  },
  'stops events': {
    body: html(
      'Quiet',
      script(() => {
        for (const type of ['click', 'pointerdown', 'mousedown', 'keydown', 'focusin'])
          addEventListener(
            type,
            (event) => event.target === document.body && event.stopImmediatePropagation(),
            true,
          );
      }),
    ),
  },
  'changes prototypes': {
    body: html(
      'Prototypes',
      script(() => {
        Object.assign(Array.prototype, { flatMap: () => [], includes: () => false });
        document.createElement = () => {
          throw new Error('no');
        };
        Object.freeze(Element.prototype);
      }),
    ),
  },
  'custom elements': {
    body: html(
      'Elements',
      `<x-page>Text</x-page>${script(() =>
        customElements.define(
          'x-page',
          class extends HTMLElement {
            constructor() {
              super();
              this.attachShadow({ mode: 'open' }).innerHTML = '<p><slot></slot></p>';
            }
          },
        ),
      )}`,
    ),
  },
  'based elsewhere': {
    body: html('Based', '<a href="x">Link</a>', '<base href="https://other.example/" target="_blank">'),
  },
  'covered by others': {
    body: html(
      'Covered',
      '<div style="position:fixed;inset:0;z-index:2147483646;background:#eee">Consent</div>',
    ),
  },
  'counts what is new': { body: html('(3) News') },
  'written anew': {
    body: html(
      'Before',
      script(() => addEventListener('load', () => (document.body.innerHTML = '<p>After</p>'))),
    ),
  },
};
