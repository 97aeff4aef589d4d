/** Hydrates what is in `html`, all of it. */
import { h, hydrate } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { begin, isDone } from './watched.mjs';

function Page({ title, script }) {
  const [times, setTimes] = useState(0);
  useEffect(isDone, []);
  return [
    h(
      'head',
      null,
      h('meta', { charset: 'utf-8' }),
      h('title', null, title),
      h('script', { type: 'module', src: script }),
    ),
    h(
      'body',
      null,
      h(
        'main',
        null,
        h('h1', null, title),
        h('button', { type: 'button', onClick: () => setTimes(times + 1) }, `Pressed: ${times}`),
      ),
    ),
  ];
}

begin(() => {
  const page = h(Page, { title: document.title, script: new URL(import.meta.url).pathname });
  hydrate(page, document);
});
