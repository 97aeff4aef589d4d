/** Hydrates the body. */
import { createSSRApp, h, onMounted, ref } from '@vue/runtime-dom';
import { begin, isDone } from './watched.mjs';

const page = {
  setup() {
    const times = ref(0);
    onMounted(isDone);
    const press = () => {
      times.value++;
    };
    return () =>
      h('main', [
        h('h1', document.title),
        h('button', { type: 'button', onClick: press }, `Pressed: ${times.value}`),
      ]);
  },
};

begin(() => createSSRApp(page).mount(document.body));
