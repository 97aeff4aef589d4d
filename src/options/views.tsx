import { useLayoutEffect, useState } from 'preact/hooks';
import { text } from '../ui/i18n/texts.ts';

const views = ['setup', 'account', 'tasks', 'users'] as const;
export type View = (typeof views)[number];

/** The view that the address names (`#account`); the first view by default. */
export function useView(): View {
  const read = (): View => views.find((one) => `#${one}` === location.hash) ?? 'setup';
  const [view, setView] = useState(read);
  // A layout effect runs before any event can change the address after the first read.
  useLayoutEffect(() => {
    const follow = () => setView(read());
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return view;
}

/** Links between the views. The list of users is linked from an administrator's account. */
export function Views({ current }: { current: View }) {
  const shown = views.filter((view) => view !== 'users' || current === 'users');
  return (
    <nav class="views" aria-label={text('views_label')}>
      {shown.map((view) => (
        <a key={view} href={`#${view}`} aria-current={view === current ? 'page' : undefined}>
          {text(`view_${view}`)}
        </a>
      ))}
    </nav>
  );
}
