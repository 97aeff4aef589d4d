import { expect, it } from 'vitest';
import type { Person } from '../../../src/dev/drive/main-job.ts';
import type { Surface } from '../../../src/dev/drive/surface.ts';
import { until } from '../../../src/dev/drive/wait.ts';
import type { World } from '../../../src/dev/drive/world.ts';
import { createAccount, openDesk } from '../world/accounts.ts';
import { ask } from '../world/ask.ts';
import { inEachBrowser } from '../world/each-browser.ts';

const popupPage = '/src/popup/index.html?tab';
const openAlready = 'A sign-in page is open already.';

inEachBrowser('the user pool’s own sign-in page', (world) => {
  it('signs in, also without the popup, and out again', async () => {
    const { control } = world();
    const desk = await openDesk(world());
    const person = await createAccount(world(), desk);
    const popup = await begin(world());
    await signIn(await loginPage(world()), person);
    await popup.waitFor('heading', 'Your account');
    await popup.click('button', 'Sign out');
    await popup.waitFor('heading', 'Sign in');
    await until(
      'the session in the browser to end',
      async () => (await control.calls())['hosted-ui GET /logout'],
    );

    await popup.click('button', 'Sign in with browser');
    const page = await loginPage(world());
    await popup.close();
    await signIn(page, person);
    await expect
      .poll(async () => (await ask(desk, 'session.get')).account?.username, { timeout: 20_000 })
      .toBe(person.username);
    await noLoginPage(world());
  });

  it('WI16, BM3: is open once at a time, and again as soon as it was closed', async () => {
    const { browser } = world();
    const desk = await openDesk(world());
    const person = await createAccount(world(), desk);
    const first = await begin(world());
    const page = await loginPage(world());
    const second = await begin(world());
    await second.waitForText(openAlready);
    await second.activate();
    const popup = await browser.openPopup();
    await popup.click('button', 'Sign in with browser');
    await popup.waitForText(openAlready);
    await popup.close();
    await page.close();
    await first.waitForText('You were not signed in.');
    await second.click('button', 'Sign in with browser');
    await signIn(await loginPage(world()), person);
    await second.waitFor('heading', 'Your account');
  });

  it('WI16, BM3: is known of also by a background that did not open it', async () => {
    const { browser } = world();
    const desk = await openDesk(world());
    const person = await createAccount(world(), desk);
    const first = await begin(world());
    let page = await loginPage(world());
    await isRemembered(desk);
    await browser.stopBackground();
    await first.waitForText(openAlready);
    const second = await begin(world());
    await second.waitForText(openAlready);
    await page.close();
    await second.click('button', 'Sign in with browser');
    page = await loginPage(world());
    await isRemembered(desk);
    await browser.stopBackground();
    await second.waitForText(openAlready);

    // Nobody waits for this page any more, but the session in the browser begins on it.
    await signIn(page, person);
    await noLoginPage(world());
    await first.click('button', 'Sign in with browser');
    await first.waitFor('heading', 'Your account');
  });
});

async function begin({ browser }: World): Promise<Surface> {
  const popup = await browser.openPage(popupPage);
  await popup.click('button', 'Sign in with browser');
  return popup;
}

/** The background hears of the window a moment after it opened. */
async function isRemembered(desk: Surface): Promise<void> {
  await until('the background to remember the window of the page', () =>
    desk.evaluate(async () => {
      const { signInWindow } = await chrome.storage.session.get('signInWindow');
      return (await chrome.windows.getAll()).some(({ id }) => id === signInWindow);
    }),
  );
}

const loginAddress = ({ cloud }: World) => `${cloud.configuration.hostedUi?.domain}/login`;

const loginPage = (world: World) => world.browser.openedPage(loginAddress(world));

async function noLoginPage(world: World): Promise<void> {
  const open = async () =>
    (await world.browser.addresses()).filter((one) => one.startsWith(loginAddress(world)));
  await expect.poll(open, { timeout: 20_000 }).toEqual([]);
}

async function signIn(page: Surface, { username, password }: Person): Promise<void> {
  await page.fill('Username or e-mail address', username);
  await page.fill('Password', password);
  await page.click('button', 'Sign in');
}
