/**
 * The polyfill knows every API that a browser had in 2023, bookmarks and proxies included; what is shipped knows those
 * that this extension uses.
 */
import type { Plugin } from 'vite';

/** Names behind `browser.`; a test holds them against the sources. */
export const usedApis = [
  'action',
  'alarms',
  'commands',
  'contextMenus',
  'extension',
  'i18n',
  'identity',
  'idle',
  'notifications',
  'omnibox',
  'permissions',
  'runtime',
  'scripting',
  'storage',
  'tabs',
  'windows',
];

const file = /\/node_modules\/webextension-polyfill\/dist\/browser-polyfill\.js$/;
const metadata = /(const apiMetadata = )(\{[\s\S]*?\n {6}\})(;)/;

/** @throws Error when the metadata is not where it was: the polyfill has changed */
export function withUsedApis(code: string, used: readonly string[]): string {
  const [whole, before = '', json = '', after = ''] = metadata.exec(code) ?? [];
  if (whole === undefined) throw new Error("The polyfill's metadata is not found");
  const known: Record<string, unknown> = JSON.parse(json);
  const kept = Object.fromEntries(Object.entries(known).filter(([name]) => used.includes(name)));
  return code.replace(whole, () => before + JSON.stringify(kept) + after);
}

export function usedPolyfill(): Plugin {
  return {
    name: 'countersign:used-polyfill',
    transform(code, id) {
      return file.test(id) ? { code: withUsedApis(code, usedApis), map: null } : null;
    },
  };
}
