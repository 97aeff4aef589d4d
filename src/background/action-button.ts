/** The toolbar button: blue for a guest, green with a mark for a user, and the same in words. */
import browser from 'webextension-polyfill';
import type { SessionView } from '../contract/session.ts';

const sizes = [16, 32] as const;

export async function showOnButton(session: SessionView): Promise<void> {
  const { account } = session;
  const kind = account ? 'signed-in' : 'guest';
  const path = Object.fromEntries(sizes.map((size) => [size, `/icons/${kind}-${size}.png`]));
  const title = account
    ? browser.i18n.getMessage('button_title_signed_in', account.username)
    : browser.i18n.getMessage('button_title_guest');
  await Promise.all([
    browser.action.setIcon({ path }),
    browser.action.setTitle({ title }),
    browser.action.setBadgeText({ text: account ? '✓' : '' }),
    browser.action.setBadgeBackgroundColor({ color: '#14794b' }),
  ]);
}
