/** The toolbar button: blue for a guest, green with a mark for a user, and the same in words. */
import * as v from 'valibot';
import browser from 'webextension-polyfill';
import type { SessionView } from '../contract/session.ts';
import { createExclusive } from '../core/exclusive.ts';
import { sessionItem } from './session-item.ts';

const sizes = [16, 32] as const;

/** Whose button it is: it outlives the worker, and drawing it again would hold up whatever woke this one. */
const shown = sessionItem('button', v.string());

// Two changes at once must not leave the button of one and the memory of the other.
const exclusive = createExclusive();

export const showOnButton = ({ account }: SessionView): Promise<void> =>
  exclusive(async () => {
    const name = account?.username ?? '';
    if ((await shown.get()) === name) return;
    await draw(account);
    await shown.set(name);
  });

async function draw(account: SessionView['account']): Promise<void> {
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
