import type { RefObject } from 'preact';
import { Button } from '../../ui/controls/button.tsx';
import { Icon } from '../../ui/controls/icon.tsx';
import { text } from '../../ui/i18n/texts.ts';
import { longestSearch } from '../../ui/tasks/task-filter.ts';

interface Props {
  words: string;
  onWords: (words: string) => void;
  /** Moves from the search to its results. */
  onDown: () => void;
  onAdd: () => void;
  searchRef: RefObject<HTMLInputElement | null>;
  filtersOpen: boolean;
  /** Filters other than the words hide some tasks. */
  filtered: boolean;
  onFilters: () => void;
}

/** The tools above the list: search and add. */
export function TaskTools(props: Props) {
  const { words, onWords, filtersOpen, filtered } = props;
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') props.onDown();
    else if (event.key === 'Escape' && words) onWords('');
    else return;
    event.preventDefault();
  };
  return (
    <search class="tools">
      <input
        ref={props.searchRef}
        type="search"
        aria-label={text('tasks_filter')}
        placeholder={text('tasks_filter_hint')}
        value={words}
        maxLength={longestSearch}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => onWords(event.currentTarget.value)}
        onKeyDown={onKey}
      />
      <button
        type="button"
        class={`icon-button filter-button ${filtered ? 'on' : ''}`}
        aria-label={text(filtered ? 'filters_on' : 'filters')}
        title={text(filtered ? 'filters_on' : 'filters')}
        aria-expanded={filtersOpen}
        onClick={props.onFilters}
      >
        <Icon name="filter" size={18} />
      </button>
      <Button small onClick={props.onAdd}>
        {text('tasks_add')}
      </Button>
    </search>
  );
}
