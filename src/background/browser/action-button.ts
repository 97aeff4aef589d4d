/**
 * The toolbar button: blue for a guest, green with a mark for a user, or with the number of due tasks. Its title says
 * the same.
 */
import * as v from 'valibot';
import browser from 'webextension-polyfill';
import type { SessionView } from '../../contract/session.ts';
import { createMutex } from '../../core/mutex.ts';
import { sessionItem } from '../storage/session-item.ts';

const say = browser.i18n.getMessage;
const sizes = [16, 32] as const;

/**
 * The button's present title. The button outlives the worker, and an unnecessary update would delay the event that woke
 * this one.
 */
const shown = sessionItem('button', v.string());

// With two concurrent changes, the button and the stored title must not differ.
const serial = createMutex();

export const showOnButton = ({ account, due }: SessionView): Promise<void> =>
  serial(async () => {
    const before = await shown.get();
    // Chromium writes the title into the profile: it names nobody.
    const whose = say(`button_title_${account ? 'signed_in' : 'guest'}`);
    // While the tasks are not counted yet, the button keeps the count of the last worker.
    const title = due ? `${whose}. ${say('button_title_due', String(due))}` : whose;
    if (before === title || (account && due === null && before?.startsWith(whose))) return;
    const kind = account ? 'signed-in' : 'guest';
    const path = Object.fromEntries(sizes.map((size) => [size, `/icons/${kind}-${size}.png`]));
    const text = due ? (due > 99 ? '99+' : String(due)) : account ? '✓' : '';
    await Promise.all([
      browser.action.setIcon({ path }),
      browser.action.setTitle({ title }),
      browser.action.setBadgeText({ text }),
      browser.action.setBadgeBackgroundColor({ color: due ? '#b3261e' : '#14794b' }),
    ]);
    await shown.set(title);
  });
