import type { ComponentChildren } from 'preact';
import { openPopupInTab } from '../ui/browser/surfaces.ts';
import { Icon, Mark } from '../ui/controls/icon.tsx';
import { text } from '../ui/i18n/texts.ts';

interface Props {
  children?: ComponentChildren;
  footer?: ComponentChildren;
  /** The popup can be moved into a tab. This is for forms that people leave to look something up. */
  movable?: boolean;
}

/** The frame around every screen of the popup. */
export function Frame({ children, footer, movable }: Props) {
  return (
    <>
      <header class="bar">
        <Mark />
        Countersign
        {movable && !openedInTab && (
          <a
            class="icon-button"
            href="?tab"
            target="_blank"
            rel="noopener"
            aria-label={text('open_in_tab')}
            title={text('open_in_tab')}
            onClick={(event) => {
              event.preventDefault();
              void openPopupInTab();
            }}
          >
            <Icon name="tab" size={18} />
          </a>
        )}
      </header>
      <main>{children}</main>
      {footer && <footer>{footer}</footer>}
    </>
  );
}

/** Whether the popup's page is open in a tab. Then there is no web page to act on. */
export const openedInTab = new URLSearchParams(location.search).has('tab');
