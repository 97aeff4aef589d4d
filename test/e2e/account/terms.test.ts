import { expect, it } from 'vitest';
import { addTask, agree, allSent, enterPassword } from '../../../src/dev/drive/main-job.ts';
import { expectAccessible } from '../screens/accessible.ts';
import { createAccount, createNewcomer, openDesk } from '../world/accounts.ts';
import { ask, send } from '../world/ask.ts';
import { inChromium } from '../world/each-browser.ts';

const popupPage = '/src/popup/index.html?tab';

inChromium('the terms', (world) => {
  it('come before the account; what is written before they are accepted is kept, and sent afterwards', async () => {
    const { browser } = world();
    const desk = await openDesk(world());
    const person = await createNewcomer(world(), desk);
    const popup = await browser.openPage(popupPage);
    await enterPassword(popup, person);
    await popup.waitFor('heading', 'Terms');
    await expectAccessible(popup, 'terms');

    const panel = await browser.openPage('/src/sidepanel/index.html');
    await addTask(panel, { name: 'Read before you sign' });
    await panel.waitForText('They are sent once you have agreed to the terms.');
    await expect.poll(() => ask(desk, 'session.get')).toMatchObject({ termsRequired: true, unsent: 1 });

    await browser.restart();
    const again = await browser.openPage(popupPage);
    await again.waitFor('heading', 'Terms');
    await agree(again);
    const after = await browser.openPage('/src/sidepanel/index.html');
    await after.click('tab', 'My tasks');
    await after.waitFor('button', 'Complete Read before you sign');
    await allSent(after);
    const end = await openDesk(world());
    await expect.poll(() => ask(end, 'session.get')).toMatchObject({ termsRequired: false, unsent: 0 });
    await ask(end, 'tasks.refresh');
    const { tasks } = await ask(end, 'tasks.page', { from: 0 });
    expect(tasks.map(({ name }) => name)).toEqual(['Read before you sign']);
  });

  it('do not come for who has accepted them on another device', async () => {
    const { browser } = world();
    const person = await createAccount(world(), await openDesk(world()));
    const popup = await browser.openPage(popupPage);
    await enterPassword(popup, person);
    await popup.waitFor('heading', 'Your account');
  });

  it('do not keep anybody from signing in or out while ProfileAPI does not answer', async () => {
    const { browser, control } = world();
    const desk = await openDesk(world());
    const person = await createNewcomer(world(), desk);
    await control.fault({ match: 'ProfileAPI GET /profile', kind: 'hang', times: 5 });
    const popup = await browser.openPage(popupPage);
    await enterPassword(popup, person);
    await popup.waitFor('heading', 'Your account');
    // The first change that is refused tells.
    await ask(desk, 'tasks.create', { name: 'Too early' });
    await popup.waitFor('heading', 'Terms');
    await control.noFaults();
    expect(await send(desk, 'account.signOut', { unsent: 'discard' })).toMatchObject({ ok: true });
    await popup.waitFor('heading', 'Sign in');
  });
});
