import { inToolbarPopup } from '../browser/surfaces.ts';

/**
 * The `autocomplete` attribute of a field. In a tab it is `off`: otherwise the browser writes the field's text into its
 * session file and its form history, where it stays after a sign-out. The toolbar's popup has no session file, and
 * passwords are never written.
 */
export const autocompleteFor = (token: string | undefined): string =>
  token && inToolbarPopup() ? token : 'off';
