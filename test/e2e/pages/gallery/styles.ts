/** Kinds of pages by how they look, and how they are looked at. */
import type { Surface } from '../../../../src/dev/drive/surface.ts';
import { html, type Kinds, style } from './kind.ts';

const text = '<p>Text</p>';
const high = '<div style="height:10000px">Text</div>';

export const styles: Kinds = {
  'from right to left': { body: html('صفحة', '<p>نص</p>', '', 'lang="ar" dir="rtl"'), name: 'صفحة' },
  'written from top to bottom': { body: html('縦', text, style('html { writing-mode: vertical-rl }')) },
  dark: { body: html('Dark', text, '<meta name="color-scheme" content="dark">') },
  'whose styles reach everything': {
    body: html(
      'Restyled',
      text,
      style('* { all: unset !important; display: block !important } div { display: none !important }'),
    ),
  },
  high: { body: html('High', high, style('html { scroll-snap-type: y mandatory }')) },
  'PG2: transformed': {
    body: html('Transformed', high, style('html { transform: translateX(20px); filter: blur(0) }')),
    often: true,
  },
  'made larger by a style': { body: html('Zoomed', text, style('html { zoom: 1.5 }')) },
  'made larger by its person': {
    body: html('Large'),
    step: (_, desk) => setZoom(desk, 1.5),
    restore: (_, desk) => setZoom(desk, 1),
  },
  'in forced colours': {
    body: html('Forced'),
    step: (page) => page.port.setMedia({ forcedColors: true }),
    restore: (page) => page.port.setMedia({}),
  },
  'looked at as it is printed': {
    body: html('Printed'),
    async step(page) {
      await page.port.setMedia({ print: true });
      await page.card().waitUntilGone('button', 'Open tasks of this page: 1');
      await page.port.setMedia({});
    },
    restore: (page) => page.port.setMedia({}),
  },
  'covered by others': {
    body: html(
      'Covered',
      '<div style="position:fixed;inset:0;z-index:2147483647;background:#eee">Consent</div>',
    ),
  },
};

/** Zooms the tab in front, as its person does by the browser's menu. */
function setZoom(desk: Surface, factor: number): Promise<void> {
  return desk.evaluate(async (wanted: number) => {
    const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
    if (tab?.id !== undefined) await chrome.tabs.setZoom(tab.id, wanted);
  }, factor);
}
