/** Hydrates the whole document, in either version of React. */
import { createElement as h, useEffect, useState } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { begin, isDone } from './watched.mjs';

function Page({ title, script }) {
  const [times, setTimes] = useState(0);
  useEffect(isDone, []);
  return h(
    'html',
    { lang: 'en' },
    h(
      'head',
      null,
      h('meta', { charSet: 'utf-8' }),
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
  );
}

begin(() => {
  const page = h(Page, { title: document.title, script: new URL(import.meta.url).pathname });
  hydrateRoot(document, page);
});
