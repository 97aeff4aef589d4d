import type { Browser, BrowserName } from '../../../../src/dev/drive/browser.ts';
import { source } from '../../../../src/dev/drive/port.ts';
import type { Surface } from '../../../../src/dev/drive/surface.ts';

/** A kind of page, as there are on the web. The gallery serves each at an address of its own. */
export interface Kind {
  /** The body of the answer. @param other the address of another origin */
  body: string | Buffer | ((other: string) => string);
  /** The media type; HTML by default. */
  type?: string;
  status?: number;
  headers?: Record<string, string>;
  /** The name of a task of this page. By default it is not looked at. */
  name?: string;
  /** The path that the page goes to by its own script. */
  path?: string;
  /** Goes there otherwise than by its address. Returns the page where it is not in the tab. */
  visit?: (page: Surface, url: string, browser: Browser) => Promise<Surface | undefined>;
  /** What the page does, or what is done with it, once its marker is there. The marker is there afterwards, too. */
  step?: (page: Surface, desk: Surface) => Promise<unknown>;
  /** Undoes what remains of it after the page. */
  restore?: (page: Surface, desk: Surface) => Promise<unknown>;
  /** Nothing can be shown on it in these browsers, and the popup says so. A task can be made of it all the same. */
  closedIn?: readonly BrowserName[];
  /** One of the few that the short run looks at: they differ most. */
  often?: true;
}

export type Kinds = Record<string, Kind>;

export const html = (title: string, body = '<p>Text</p>', head = '', root = 'lang="en"'): string =>
  `<!doctype html><html ${root}><head><meta charset="utf-8"><title>${title}</title>${head}</head><body>${body}</body></html>`;

/** @param run refers to nothing around it */
export const script = (run: () => void): string => `<script>${source(run)}()</script>`;

export const style = (css: string): string => `<style>${css}</style>`;
