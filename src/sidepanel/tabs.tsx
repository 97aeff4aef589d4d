import type { ComponentChildren } from 'preact';
import { Icon } from '../ui/controls/icon.tsx';
import { type TextKey, text } from '../ui/i18n/texts.ts';

export type TabName = 'dashboard' | 'tasks';
const tabs: { name: TabName; label: TextKey }[] = [
  { name: 'dashboard', label: 'tab_dashboard' },
  { name: 'tasks', label: 'tab_tasks' },
];

interface Props {
  selected: TabName;
  onSelect: (name: TabName) => void;
  refreshing: boolean;
  onRefresh: () => void;
}

/** The two tabs, and the button that fetches again. */
export function Tabs({ selected, onSelect, refreshing, onRefresh }: Props) {
  /** Arrows, Home and End move between tabs, as in every tab list. https://www.w3.org/WAI/ARIA/apg/patterns/tabs/ */
  const move = (event: KeyboardEvent) => {
    const other = tabs.find((tab) => tab.name !== selected);
    const target = {
      ArrowLeft: other,
      ArrowRight: other,
      Home: tabs[0],
      End: tabs.at(-1),
    }[event.key];
    if (!target) return;
    event.preventDefault();
    onSelect(target.name);
    document.getElementById(`tab-${target.name}`)?.focus();
  };

  return (
    <header class="tabs">
      <h1 class="visually-hidden">{text('panel_title')}</h1>
      <div role="tablist" aria-label={text('tabs_label')} onKeyDown={move}>
        {tabs.map(({ name, label }) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-selected={name === selected}
            aria-controls={name === selected ? `panel-${name}` : undefined}
            tabIndex={name === selected ? 0 : -1}
            onClick={() => onSelect(name)}
          >
            {text(label)}
          </button>
        ))}
      </div>
      <button
        type="button"
        class={`icon-button ${refreshing ? 'turning' : ''}`}
        aria-label={text('refresh')}
        aria-busy={refreshing}
        title={text('refresh')}
        onClick={() => !refreshing && onRefresh()}
      >
        <Icon name="refresh" size={18} />
      </button>
      <span class="visually-hidden" role="status">
        {refreshing ? text('refreshing') : ''}
      </span>
    </header>
  );
}

/** The content of the selected tab. */
export function TabPanel({ name, children }: { name: TabName; children: ComponentChildren }) {
  return (
    <main>
      <div role="tabpanel" id={`panel-${name}`} aria-labelledby={`tab-${name}`}>
        {children}
      </div>
    </main>
  );
}
