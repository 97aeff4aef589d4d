import { join } from 'node:path';
import { compile } from 'svelte/compiler';
import { build, type Plugin, type Rolldown } from 'vite';
import { type LoopbackServer, serveOnLoopback } from '../../../../src/dev/loopback.ts';

interface Framework {
  /** The module that hydrates the page. */
  entry: string;
  alias?: Record<string, string>;
  /** What the server draws around the page's own elements, for the framework to find them. */
  marks?: readonly [string, string];
}

/** Those that hydrate, by the path of their page. */
export const frameworks: Record<string, Framework> = {
  'react-18': { entry: 'react.mjs', alias: { 'react-dom': 'react-dom-18', react: 'react-18' } },
  'react-19': { entry: 'react.mjs' },
  preact: { entry: 'preact.mjs' },
  vue: { entry: 'vue.mjs' },
  svelte: { entry: 'svelte.mjs', marks: ['<!--[-->', '<!--]-->'] },
};

/** Serves a page for each framework at its name, as its server draws it, and the script that hydrates it. */
export async function serveHydrated(): Promise<LoopbackServer> {
  const scripts = new Map(
    await Promise.all(
      Object.entries(frameworks).map(
        async ([name, one]) => [`/${name}.js`, await bundle(one)] as [string, string],
      ),
    ),
  );
  return serveOnLoopback((request, response) => {
    const path = request.url?.replace(/\?.*/, '') ?? '';
    const script = scripts.get(path);
    const framework = frameworks[path.slice(1)];
    const type = script ? 'text/javascript' : 'text/html';
    response.writeHead(script || framework ? 200 : 404, { 'content-type': `${type}; charset=utf-8` });
    response.end(script ?? (framework && drawn(path.slice(1), framework)));
  });
}

/** Without a space between the elements: it would be a node that no framework knows of. */
const drawn = (name: string, { marks: [before, after] = ['', ''] }: Framework): string =>
  [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<title>${name}</title><script type="module" src="/${name}.js"></script></head>`,
    `<body>${before}<main><h1>${name}</h1><button type="button">Pressed: 0</button></main>${after}</body></html>`,
  ].join('');

/** Bundles the development version, which tells of every difference. */
async function bundle({ entry, alias = {} }: Framework): Promise<string> {
  const outcome = await build({
    root: import.meta.dirname,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    mode: 'development',
    define: {
      'process.env.NODE_ENV': '"development"',
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'true',
    },
    plugins: [svelte],
    resolve: { alias, conditions: ['browser', 'development', 'module'] },
    build: {
      write: false,
      minify: false,
      modulePreload: false,
      rolldownOptions: { input: join(import.meta.dirname, entry), output: { codeSplitting: false } },
    },
  });
  // `build` answers with several results, or a watcher, only where the configuration asks for it.
  const [chunk] = (outcome as Rolldown.RolldownOutput).output;
  return chunk.code;
}

const svelte: Plugin = {
  name: 'svelte',
  transform(code, filename) {
    if (!filename.endsWith('.svelte')) return null;
    const { js } = compile(code, { filename, dev: true, generate: 'client' });
    return { code: js.code, map: null };
  },
};
