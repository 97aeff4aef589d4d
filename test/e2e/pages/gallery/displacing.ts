/** Kinds of pages that hide, cover or take away what is not theirs. */
import type { Surface } from '../../../../src/dev/drive/surface.ts';
import { html, type Kinds, style } from './kind.ts';

export const displacing: Kinds = {
  'PG2: with a modal dialog': {
    body: html('Dialog', '<p>Text</p><dialog>May we?</dialog>'),
    step: (page) => page.evaluate(() => document.querySelector('dialog')?.showModal()),
    often: true,
  },
  'PG2: in a container of its own': {
    body: html(
      'Contained',
      '<div style="height:10000px">Text</div>',
      style('html { contain: strict; height: 50px; will-change: transform }'),
    ),
  },
  'PG3: whose elements are replaced': {
    body: html('Replaced'),
    async step(page, desk) {
      await page.evaluate(() => {
        const body = document.createElement('body');
        body.append('Another page');
        document.documentElement.replaceChildren(document.createElement('head'), body);
      });
      await lookAgain(page, desk);
    },
    often: true,
  },
  'PG3: whose root is replaced': {
    body: html('Uprooted'),
    async step(page, desk) {
      await page.evaluate(() =>
        document.replaceChild(document.createElement('html'), document.documentElement),
      );
      await lookAgain(page, desk);
    },
  },
  'PG3: that is written anew': {
    body: html('Before'),
    async step(page, desk) {
      await page.evaluate(() => {
        document.open();
        document.write('<title>After</title><p>Text');
        document.close();
      });
      await lookAgain(page, desk);
    },
  },
  'SE12: with names that are ours': {
    body: html(
      'Names',
      ['countersignCard', 'countersignMarker', 'countersignHosts', 'navigation', 'chrome', 'browser']
        .map((name) => `<form id="${name}" name="${name}"><input name="refresh"></form>`)
        .join(''),
    ),
  },
};

/** Looks elsewhere and back, as a person does who goes to another tab. */
async function lookAgain(page: Surface, desk: Surface): Promise<void> {
  await desk.activate();
  await page.activate();
}
