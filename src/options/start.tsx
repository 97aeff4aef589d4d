import { useEffect, useState } from 'preact/hooks';
import browser from 'webextension-polyfill';
import type { SessionView } from '../contract/session.ts';
import { openPopup } from '../ui/browser/surfaces.ts';
import { Button } from '../ui/controls/button.tsx';
import { text } from '../ui/i18n/texts.ts';

/** The first steps. The sign-in button disappears after a sign-in. */
export function Start({ session }: { session: SessionView }) {
  const onToolbar = useOnToolbar();
  return (
    <section aria-labelledby="start">
      <h2 id="start">{text('options_start_heading')}</h2>
      <ol class="ways">
        {!session.configured && <li>{text('options_start_configuration')}</li>}
        {onToolbar === false && <li>{text('options_start_pin')}</li>}
        <li>{text('options_start_account')}</li>
        <li>{text('options_start_panel')}</li>
      </ol>
      {session.configured && !session.account && (
        <Button small onClick={() => void openPopup()}>
          {text('options_start_button')}
        </Button>
      )}
    </section>
  );
}

/** Whether the button is pinned to the toolbar; undefined until the browser has answered. */
function useOnToolbar(): boolean | undefined {
  const [onToolbar, setOnToolbar] = useState<boolean>();
  useEffect(() => {
    browser.action.getUserSettings().then((settings) => setOnToolbar(settings.isOnToolbar), reportError);
  }, []);
  return onToolbar;
}
