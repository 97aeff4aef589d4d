import { useEffect, useState } from 'preact/hooks';
import browser from 'webextension-polyfill';
import { patternsOf, type Site, siteOf } from '../../ui/browser/sites.ts';
import { text } from '../../ui/i18n/texts.ts';

/** Offers to show the marker on every page of the site behind the popup; nothing where it is there already. */
export function AlwaysHere() {
  const [site, setSite] = useState<Site | null>(null);
  const [allowed, setAllowed] = useState(false);
  useEffect(() => {
    void siteBehind().then(setSite);
  }, []);
  if (!site) return null;
  if (allowed) return <p role="status">{text('sites_allowed', site)}</p>;
  // Straight from the press, before any `await`: the browser asks the person only then.
  const allow = () => void browser.permissions.request({ origins: patternsOf(site) }).then(setAllowed);
  return (
    <button type="button" class="link" onClick={allow}>
      {text('account_always', site)}
    </button>
  );
}

/** The site of the active tab, whose address the click on the toolbar lets us see; null where it is granted already. */
async function siteBehind(): Promise<Site | null> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  const site = /^https?:/.test(tab?.url ?? '') ? siteOf(tab?.url ?? '') : null;
  return site && (await browser.permissions.contains({ origins: patternsOf(site) })) ? null : site;
}
