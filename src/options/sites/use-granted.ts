import { useEffect, useState } from 'preact/hooks';
import browser from 'webextension-polyfill';
import { grantedSites, type Site } from '../../ui/browser/sites.ts';

/** The granted sites. It follows changes made elsewhere; null until known. */
export function useGranted(): Map<Site, string[]> | null {
  const [granted, setGranted] = useState<Map<Site, string[]> | null>(null);
  useEffect(() => {
    const read = () =>
      void browser.permissions.getAll().then(({ origins = [] }) => setGranted(grantedSites(origins)));
    const { onAdded, onRemoved } = browser.permissions;
    read();
    onAdded.addListener(read);
    onRemoved.addListener(read);
    return () => {
      onAdded.removeListener(read);
      onRemoved.removeListener(read);
    };
  }, []);
  return granted;
}
