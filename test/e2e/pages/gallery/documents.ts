/** Kinds of documents: HTML in its forms, and what is no HTML. */
import { html, type Kinds, script } from './kind.ts';

const both = ['chromium', 'firefox'] as const;

/** A picture of one pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** An empty page; readers of PDF make the missing table of its objects themselves. */
const pdf = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
trailer<</Root 1 0 R>>
%%EOF`;

export const documents: Kinds = {
  plain: { body: html('Plain'), name: 'Plain' },
  'without a title': { body: '<!doctype html><p>Text' },
  'counting what is new': { body: html('(3) News'), name: 'News' },
  'in quirks mode': { body: '<title>Quirks</title><table><tr><td>Old', name: 'Quirks', often: true },
  'that was not found': { body: html('Not found'), status: 404 },
  'without a body': {
    body: html(
      'Bodiless',
      script(() => document.body.remove()),
    ),
  },
  'with frames of its own and of others': {
    body: (other) =>
      html(
        'With frames',
        `<iframe src="/plain"></iframe><iframe srcdoc="<p>In"></iframe><iframe src="${other}"></iframe><iframe sandbox srcdoc="<p>Box"></iframe>`,
      ),
  },
  'very long': { body: html('Long', '<p>word</p>'.repeat(3_000)) },
  'of shadow roots': {
    body: html(
      'Shadows',
      script(() => {
        let inside: Element | ShadowRoot = document.body;
        for (let depth = 0; depth < 40; depth++) {
          for (let one = 0; one < 5; one++) {
            const host = document.createElement('div');
            inside.append(host);
            host.attachShadow({ mode: 'open' }).innerHTML = '<p>Text</p>';
          }
          inside = inside.lastElementChild?.shadowRoot ?? inside;
        }
      }),
    ),
  },
  'of custom elements': {
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
  'of XHTML': {
    type: 'application/xhtml+xml',
    body: '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>XHTML</title></head><body><p>Text</p></body></html>',
    name: 'XHTML',
    often: true,
  },
  'of text': { type: 'text/plain', body: 'Plain text', often: true },
  'of JSON': { type: 'application/json', body: '{"a":1}', closedIn: ['firefox'] },
  'of one picture': { type: 'image/png', body: png },
  'of XML': { type: 'application/xml', body: '<note><to>Ida</to></note>', closedIn: ['firefox'] },
  'of XML with a style sheet': {
    type: 'application/xml',
    body: '<?xml-stylesheet href="data:text/css,to{color:green}" type="text/css"?><note><to>Ida</to></note>',
    closedIn: both,
    often: true,
  },
  'of SVG': {
    type: 'image/svg+xml',
    body: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>Picture</title><circle r="9"/></svg>',
    closedIn: both,
  },
  'of PDF': { type: 'application/pdf', body: pdf, closedIn: ['firefox'] },
};
