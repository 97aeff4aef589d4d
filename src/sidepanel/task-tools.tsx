import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { text } from '../ui/texts.ts';

interface Props {
  filter: string;
  onFilter: (words: string) => void;
  onAdd: () => void;
}

/** Above the list: finding a task, and adding one. */
export function TaskTools({ filter, onFilter, onAdd }: Props) {
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const typing = event.target instanceof Element && event.target.matches('input, textarea');
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      input.current?.focus();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);

  return (
    <search class="tools">
      <input
        ref={input}
        type="search"
        aria-label={text('tasks_filter')}
        placeholder={text('tasks_filter_hint')}
        value={filter}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => onFilter(event.currentTarget.value)}
      />
      <Button small onClick={onAdd}>
        {text('tasks_add')}
      </Button>
    </search>
  );
}
