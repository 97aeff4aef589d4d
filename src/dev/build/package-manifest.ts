/** Finishes crxjs's manifest: sets the background that we built ourselves, and opens no file to web pages. */
import type { CrxPlugin } from '@crxjs/vite-plugin';
import { backgroundEntry, type Target } from './manifest.ts';

/** @param background path of the built background in the package */
export function packageManifest(target: Target, background: string): CrxPlugin {
  return {
    name: 'countersign:package-manifest',
    apply: 'build',
    enforce: 'post',
    renderCrxManifest(manifest) {
      if (manifest.web_accessible_resources !== undefined) {
        throw new Error('The package would open files to web pages (web_accessible_resources).');
      }
      // crxjs's type has only Chrome's form of a background.
      return { ...manifest, background: backgroundEntry(target, background) } as typeof manifest;
    },
  };
}
