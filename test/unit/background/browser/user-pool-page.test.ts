import { describe, expect, it } from 'vitest';
import { createUserPoolPage } from '../../../../src/background/browser/user-pool-page.ts';
import { CodedError } from '../../../../src/contract/errors.ts';
import { memoryItem } from '../../../background/world/memory-item.ts';

const address = 'https://pool.example/login';
const redirect = 'https://extension.example/?code=1';

/** A browser that shows each page in a new window, as Chromium 150 does, and remembers what a worker stored. */
function createBrowser() {
  const stored = memoryItem<number>();
  const open = new Map<number, { resolve(redirected: string): void; reject(error: Error): void }>();
  const watchers = new Set<(id: number) => void>();
  const followed: string[] = [];
  let lastId = 0;

  const openWindow = (flow = { resolve: (_: string) => {}, reject: (_: Error) => {} }): number => {
    lastId += 1;
    open.set(lastId, flow);
    for (const opened of [...watchers]) opened(lastId);
    return lastId;
  };
  const end = (id: number): void => {
    const flow = open.get(id);
    open.delete(id);
    flow?.reject(new Error('The user did not approve access.'));
  };

  return {
    stored,
    followed,
    watchers,
    openWindow,
    windows: () => [...open.keys()],
    close: end,
    finish(id: number) {
      open.get(id)?.resolve(redirect);
      end(id);
    },
    /** Starts a new worker. */
    startWorker: () =>
      createUserPoolPage(
        ({ url, interactive }) =>
          new Promise((resolve, reject) => {
            if (interactive) return openWindow({ resolve, reject });
            followed.push(url);
            return resolve(redirect);
          }),
        {
          watch(opened) {
            watchers.add(opened);
            return () => void watchers.delete(opened);
          },
          isOpen: async (id) => open.has(id),
        },
        stored,
      ),
  };
}

const openAlready = new CodedError('browserSignInOpen');

/** The one window that is open, once there is one. */
async function onlyWindow(browser: ReturnType<typeof createBrowser>): Promise<number> {
  await expect.poll(browser.windows).toHaveLength(1);
  return browser.windows()[0] ?? 0;
}

describe('the sign-in page in the browser', () => {
  it('leads to the redirect address, and leaves nothing stored', async () => {
    const browser = createBrowser();
    const shown = browser.startWorker().show(address);
    const id = await onlyWindow(browser);
    await expect.poll(browser.stored.get).toBe(id);
    browser.finish(id);
    expect(await shown).toBe(redirect);
    expect(await browser.stored.get()).toBeNull();
    expect(browser.watchers.size).toBe(0);
  });

  it('WI16: is shown once at a time, and again as soon as it was closed', async () => {
    const browser = createBrowser();
    const page = browser.startWorker();
    const [first, second] = [page.show(address), page.show(address)];
    await expect(second).rejects.toEqual(openAlready);
    await expect(page.show(address)).rejects.toEqual(openAlready);
    browser.close(await onlyWindow(browser));
    await expect(first).rejects.toMatchObject({ code: 'browserSignInCancelled' });
    const again = page.show(address);
    browser.finish(await onlyWindow(browser));
    expect(await again).toBe(redirect);
  });

  it('WI16: is known to the next worker too, for as long as its window is open', async () => {
    const browser = createBrowser();
    void browser.startWorker().show(address);
    const id = await onlyWindow(browser);
    await expect.poll(browser.stored.get).toBe(id);
    browser.openWindow(); // of somebody else

    const page = browser.startWorker();
    await expect(page.show(address)).rejects.toEqual(openAlready);
    await expect(browser.startWorker().show(address)).rejects.toEqual(openAlready);
  });

  it('WI16: is shown by the next worker once the window was closed while no worker was there', async () => {
    const browser = createBrowser();
    await browser.stored.set(browser.openWindow());
    browser.close(await onlyWindow(browser));
    const shown = browser.startWorker().show(address);
    browser.finish(await onlyWindow(browser));
    expect(await shown).toBe(redirect);
    expect(await browser.stored.get()).toBeNull();
  });

  it('does not keep an address from being followed out of sight', async () => {
    const browser = createBrowser();
    const page = browser.startWorker();
    const shown = page.show(address);
    const id = await onlyWindow(browser);
    await page.follow('https://pool.example/logout');
    expect(browser.followed).toEqual(['https://pool.example/logout']);
    browser.finish(id);
    await shown;
  });

  it.each([
    ['Only one web auth flow is allowed at a time.', 'browserSignInOpen'],
    ['Authorization page could not be loaded.', 'offline'],
    ['The user did not approve access.', 'browserSignInCancelled'],
  ])('tells of the browser’s words "%s" by the code %s', async (words, code) => {
    const page = createUserPoolPage(
      () => Promise.reject(new Error(words)),
      { watch: () => () => {}, isOpen: async () => false },
      memoryItem<number>(),
    );
    await expect(page.show(address)).rejects.toMatchObject({ code });
    await expect(page.follow(address)).rejects.toMatchObject({ code });
  });
});
