/**
 * Each page with one style sheet of its own, in place of one that it shares and one that it has: a page is not painted
 * before it has all of them, and each is asked for by itself. And without `crossorigin`, which asks in another way.
 */
import type { Plugin, Rolldown } from 'vite';

const link = /\s*<link rel="stylesheet" crossorigin href="\/(assets\/[\w-]+\.css)">/g;

/** The names of the style sheets that a page asks for, in their order; and the page without them. */
export function styleSheetsOf(html: string): { names: string[]; rest: string } {
  return { names: [...html.matchAll(link)].map(([, name = '']) => name), rest: html.replace(link, '') };
}

export function oneStyleSheet(): Plugin {
  return {
    name: 'countersign:one-style-sheet',
    enforce: 'post',
    generateBundle(_, bundle) {
      const merged = new Set<string>();
      for (const page of Object.values(bundle)) {
        if (!isText(page) || !page.fileName.endsWith('.html')) continue;
        const { names, rest } = styleSheetsOf(page.source);
        const [own] = names;
        if (!own) continue;
        const sheets = names.map((name) => bundle[name]);
        if (!sheets.every(isText)) throw new Error(`${page.fileName} asks for a style sheet that is none`);
        const source = sheets.map((sheet) => sheet.source).join('');
        const fileName = `assets/${own.replace(/^assets\/|\.css$/g, '')}-page.css`;
        this.emitFile({ type: 'asset', fileName, source });
        for (const name of names) merged.add(name);
        page.source = rest
          .replace('</head>', `  <link rel="stylesheet" href="/${fileName}">\n  </head>`)
          .replaceAll(' crossorigin', '');
      }
      for (const name of merged) delete bundle[name];
    },
  };
}

type Text = Rolldown.OutputAsset & { source: string };
const isText = (one: Rolldown.OutputAsset | Rolldown.OutputChunk | undefined): one is Text =>
  one?.type === 'asset' && typeof one.source === 'string';
