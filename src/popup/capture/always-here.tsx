import { useEffect, useState } from 'preact/hooks';
import browser from 'webextension-polyfill';
import { patternsOf, type Site, siteOf } from '../../ui/browser/sites.ts';
import { text } from '../../ui/i18n/texts.ts';

/** Offers to show the marker on every page of the active tab's site. Renders nothing if the site is granted already. */
export function AlwaysHere() {
  const [site, setSite] = useState<Site | null>(null);
  const [allowed, setAllowed] = useState(false);
  useEffect(() => {
    void siteBehind().then(setSite);
  }, []);
  if (!site) return null;
  if (allowed) return <p role="status">{text('sites_allowed', site)}</p>;
  // Called directly in the click handler, before any `await`: the browser requires the user gesture.
  const allow = () => void browser.permissions.request({ origins: patternsOf(site) }).then(setAllowed);
  return (
    <button type="button" class="link" onClick={allow}>
      {text('account_always', site)}
    </button>
  );
}

/** The site of the active tab; null if it is granted already. The click on the toolbar gives access to the address. */
async function siteBehind(): Promise<Site | null> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  const site = /^https?:/.test(tab?.url ?? '') ? siteOf(tab?.url ?? '') : null;
  return site && (await browser.permissions.contains({ origins: patternsOf(site) })) ? null : site;
}
