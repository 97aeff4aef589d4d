/**
 * Merges the style sheets of each page into one. A page is painted only after all of its style sheets have loaded, and
 * each one is a request. The link has no `crossorigin`, which would make another kind of request.
 */
import type { Plugin, Rolldown } from 'vite';

const link = /\s*<link rel="stylesheet" crossorigin href="\/(assets\/[\w-]+\.css)">/g;

/** The names of a page's style sheets in order, and the page without their links. */
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
