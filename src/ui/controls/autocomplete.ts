/**
 * What a field asks the browser to fill in. In a tab that is nothing: there the browser writes the texts of fields into its session
 * file and its form history, and they stay after a sign-out. `off` stops both. The toolbar's popup has no session file, and
 * passwords are never written.
 */
import { inToolbarPopup } from '../browser/surfaces.ts';

export const autocompleteFor = (token: string | undefined): string =>
  token && inToolbarPopup() ? token : 'off';
