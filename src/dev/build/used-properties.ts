/** The colours and measures are one list for all screens; what goes into a page has those that it uses. */

const declaration = /(?<=[{;])--([\w-]+):[^;{}]*(?:;|(?=\}))/g;

/**
 * Leaves out the custom properties of style sheets within a script that no style there uses.
 *
 * @param code with its style sheets minified, as texts
 */
export function withUsedProperties(code: string): string {
  const used = new Set([...code.matchAll(/var\(--([\w-]+)/g)].map(([, name]) => name));
  const kept = code.replace(declaration, (whole, name: string) => (used.has(name) ? whole : ''));
  // One that is left out may have been the only one to use another.
  return kept === code ? code : withUsedProperties(kept);
}
