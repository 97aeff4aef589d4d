/**
 * Reduces the polyfill's list of APIs. The polyfill knows every API of a browser of 2023, bookmarks and proxies
 * included; the shipped code knows only those that this extension uses.
 */
import type { Plugin } from 'vite';

/** Names after `browser.`; a test compares them with the sources. */
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

/** @throws Error if the metadata is not found: the polyfill has changed */
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
