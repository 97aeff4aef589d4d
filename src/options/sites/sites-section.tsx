import { useRef, useState } from 'preact/hooks';
import browser from 'webextension-polyfill';
import { everySite, patternsOf, type Site, siteOf } from '../../ui/browser/sites.ts';
import { Button } from '../../ui/controls/button.tsx';
import { TextField } from '../../ui/controls/field.tsx';
import { text } from '../../ui/i18n/texts.ts';
import { useGranted } from './use-granted.ts';

/** The sites on which the extension shows the number of the page's tasks by itself. */
export function SitesSection() {
  const granted = useGranted();
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [status, setStatus] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);

  /** Called directly in the click handler, before any `await`: the browser requires the user gesture. */
  const allow = async (site: Site) => {
    setError(null);
    setStatus('');
    if (!(await browser.permissions.request({ origins: patternsOf(site) })))
      return setStatus(text('sites_refused'));
    setTyped('');
    setStatus(site === everySite ? text('sites_allowed_all') : text('sites_allowed', site));
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const site = siteOf(typed);
    if (site) return void allow(site);
    setError(text('sites_invalid'));
    field.current?.focus();
  };
  const remove = async (site: Site, patterns: string[]) => {
    await browser.permissions.remove({ origins: patterns });
    setStatus(site === everySite ? text('sites_removed_all') : text('sites_removed', site));
    // The button with the focus has been removed.
    heading.current?.focus();
  };

  return (
    <section aria-labelledby="sites">
      <h2 id="sites" ref={heading} tabIndex={-1}>
        {text('sites_heading')}
      </h2>
      <p class="muted">{text('sites_lead')}</p>
      {granted && granted.size > 0 && (
        <ul class="sites" aria-labelledby="sites">
          {[...granted].map(([site, patterns]) => (
            <li key={site}>
              <span>{site === everySite ? text('sites_every') : site}</span>
              <button
                type="button"
                class="link"
                aria-label={site === everySite ? text('sites_remove_all') : text('sites_remove_label', site)}
                onClick={() => void remove(site, patterns)}
              >
                {text('sites_remove')}
              </button>
            </li>
          ))}
        </ul>
      )}
      {granted && !granted.has(everySite) && (
        <form class="form" onSubmit={submit} noValidate autocomplete="off">
          <TextField
            label={text('sites_field')}
            hint={text('sites_hint')}
            error={error}
            inputRef={field}
            value={typed}
            onText={(value) => {
              setError(null);
              setTyped(value);
            }}
            autocomplete="off"
            autocapitalize="none"
            inputMode="url"
            maxLength={253}
          />
          <div class="buttons">
            <Button type="submit" small>
              {text('sites_allow')}
            </Button>
            <Button quiet small onClick={() => void allow(everySite)}>
              {text('sites_allow_all')}
            </Button>
          </div>
        </form>
      )}
      <p class="muted small-text line" role="status">
        {status}
      </p>
    </section>
  );
}
