/**
 * The toolbar button: blue for a guest, green with a mark for a user, or with the number of due tasks. Its title says
 * the same.
 */
import browser from 'webextension-polyfill';
import type { SessionView } from '../../contract/session.ts';

const say = browser.i18n.getMessage;
const sizes = [16, 32] as const;

/** Updates the button if its title changes: an unnecessary update would delay the event that woke this worker. */
export async function showOnButton(session: SessionView, before: SessionView | null): Promise<void> {
  const title = titleOf(session);
  if (before && titleOf(before) === title) return;
  const { account, due } = session;
  const kind = account ? 'signed-in' : 'guest';
  const path = Object.fromEntries(sizes.map((size) => [size, `/icons/${kind}-${size}.png`]));
  const text = due ? (due > 99 ? '99+' : String(due)) : account ? '✓' : '';
  await Promise.all([
    browser.action.setIcon({ path }),
    browser.action.setTitle({ title }),
    browser.action.setBadgeText({ text }),
    browser.action.setBadgeBackgroundColor({ color: due ? '#b3261e' : '#14794b' }),
  ]);
}

function titleOf({ account, due }: SessionView): string {
  // Chromium writes the title into the profile: it names nobody.
  const whose = say(`button_title_${account ? 'signed_in' : 'guest'}`);
  return due ? `${whose}. ${say('button_title_due', String(due))}` : whose;
}
