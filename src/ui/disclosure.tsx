import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';

interface Props {
  title: string;
  children: ComponentChildren;
  danger?: boolean;
}

/** A part that is seldom wanted, behind a button that is its heading. What was typed is gone when it closes. */
export function Disclosure({ title, children, danger = false }: Props) {
  const id = useId();
  const [open, setOpen] = useState(false);
  return (
    <div class={danger ? 'part danger' : 'part'}>
      <h3>
        <button
          type="button"
          class="disclosure"
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          onClick={() => setOpen(!open)}
        >
          {title}
        </button>
      </h3>
      {open && (
        <div class="disclosed" id={id}>
          {children}
        </div>
      )}
    </div>
  );
}
