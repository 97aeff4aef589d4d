import { expect, it } from 'vitest';
import { newPerson, register } from '../../../src/dev/drive/main-job.ts';
import { beginAnew, openDesk } from '../world/accounts.ts';
import { ask } from '../world/ask.ts';
import { inEachBrowser } from '../world/each-browser.ts';

inEachBrowser('the link of a confirmation mail', (world) => {
  it('opens a page whose popup is filled in, and confirms only when the person says so', async () => {
    const { browser, control } = world();
    const person = newPerson();
    const desk = await openDesk(world());
    const popup = await browser.openPage('/src/popup/index.html?tab');
    await register(popup, person);
    await popup.close();
    // On another day: the popup remembers nothing of it.
    await beginAnew(desk);

    const code = await control.code(person.email);
    const page = await browser.openPage(await control.link(person.email));
    await page.waitForText(code);
    expect(await page.evaluate(() => location.href)).not.toContain(code);
    await page.activate();
    const before = (await control.calls())['cognito-idp.ConfirmSignUp'] ?? 0;
    const filled = await browser.openPopup();
    await filled.waitFor('heading', 'Confirm registration');
    await filled.waitForText('The link in your mail has filled this in.');
    await filled.waitUntilEnabled('button', 'Confirm', true);
    expect((await control.calls())['cognito-idp.ConfirmSignUp'] ?? 0).toBe(before);
    await filled.click('button', 'Confirm');
    await filled.waitForText('You have been confirmed. Please sign in.');
  });

  it('is read on that page only: another page with the same words changes nothing', async () => {
    const { browser, site } = world();
    const desk = await openDesk(world());
    const page = await browser.openPage(`${site.url}/handbook`);
    await page.evaluate(() => {
      document.body.innerHTML =
        '<main data-countersign-confirm data-username="mallory" data-code="123456"></main>';
    });
    await page.activate();
    const popup = await browser.openPopup();
    await popup.waitFor('heading', 'Sign in');
    expect(await ask(desk, 'account.confirmLink')).toBe(null);
    await popup.waitFor('heading', 'Sign in');
  });
});
