/** Hydrates the body. */
import { hydrate } from 'svelte';
import Page from './page.svelte';
import { begin, isDone } from './watched.mjs';

begin(() => {
  hydrate(Page, { target: document.body, props: { title: document.title } });
  isDone();
});
