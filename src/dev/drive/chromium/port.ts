import type { CDPSession, Page } from 'puppeteer-core';
import { Gone, type Key, type Node, type Port, type Query, source, type Theme } from '../port.ts';
import { patience, until } from '../wait.ts';

/** A document of Chromium, by the DevTools protocol. */
export async function chromiumPort(page: Page): Promise<Port> {
  const session = await page.createCDPSession();
  await session.send('Accessibility.enable');
  await session.send('DOM.enable');

  const node = (objectId: string): Node => ({
    async call(run, ...args) {
      const { result, exceptionDetails } = await session
        .send('Runtime.callFunctionOn', {
          objectId,
          functionDeclaration: `function (...args) { return (${source(run)}).apply(this, args); }`,
          arguments: args.map((value) => ({ value })),
          awaitPromise: true,
          returnByValue: true,
          userGesture: true,
        })
        .catch(sayGone);
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    },
  });

  const resolve = async (backendNodeId: number): Promise<Node | null> => {
    try {
      const { object } = await session.send('DOM.resolveNode', { backendNodeId });
      return object.objectId ? node(object.objectId) : null;
    } catch (error) {
      if (isGone(error)) return null;
      throw error;
    }
  };

  return {
    evaluate: (run, ...args) =>
      page.evaluate(`(${source(run)})(...${JSON.stringify(args)})`).catch(sayGone) as never,

    async addScript(text) {
      const { exceptionDetails } = await session.send('Runtime.evaluate', { expression: `${text}\n;0` });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    },

    async locate(query, place) {
      const found = await queryTree(session, query);
      const nodes: Node[] = [];
      for (const id of found) {
        const one = await resolve(id);
        if (one && (await one.call(placeOf)) === place) nodes.push(one);
      }
      return nodes;
    },

    async closedRoots() {
      const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true }).catch(sayGone);
      const closed: number[] = [];
      const visit = (one: typeof root): void => {
        if (one.shadowRootType === 'closed') closed.push(one.backendNodeId);
        for (const child of [...(one.shadowRoots ?? []), ...(one.children ?? [])]) visit(child);
      };
      visit(root);
      const roots = await Promise.all(closed.map(resolve));
      return roots.filter((one) => one !== null);
    },

    click: ({ x, y }, button = 'left') => page.mouse.click(x, y, { button }),
    type: (text) => page.keyboard.sendCharacter(text),
    async press(key: Key, { ctrl, shift } = {}) {
      if (ctrl) await page.keyboard.down('Control');
      if (shift) await page.keyboard.down('Shift');
      await page.keyboard.press(key);
      if (shift) await page.keyboard.up('Shift');
      if (ctrl) await page.keyboard.up('Control');
    },

    async screenshot() {
      const { data } = await session.send('Page.captureScreenshot', { format: 'png' });
      return Buffer.from(data, 'base64');
    },
    setTheme: (theme: Theme) => page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]),
    async setMedia({ print = false, forcedColors = false }) {
      const features = [{ name: 'forced-colors', value: forcedColors ? 'active' : '' }];
      await session.send('Emulation.setEmulatedMedia', { media: print ? 'print' : '', features });
    },
    setSize: (width, height) => page.setViewport({ width, height }),
    async setOnline(online) {
      await page.setOfflineMode(!online);
    },
    async goto(url) {
      await page.goto(url, { waitUntil: 'domcontentloaded' });
    },
    activate: () => page.bringToFront(),
    close: () => closePage(page),
    alive: async () => !page.isClosed(),
  };
}

/** Closes a page, or waits until it has closed by itself, as popups do. */
export async function closePage(page: Page): Promise<void> {
  try {
    if (!page.isClosed()) await page.close();
  } catch (error) {
    if (!/No target with given id|Target closed|Session closed/.test(String(error))) throw error;
  }
  await until('the page to close', () => page.isClosed());
}

async function queryTree(session: CDPSession, query: Query): Promise<number[]> {
  try {
    const { root } = await session.send('DOM.getDocument', { depth: 0 });
    const { nodes } = await session.send(
      'Accessibility.queryAXTree',
      { backendNodeId: root.backendNodeId, role: query.role, accessibleName: query.name },
      { timeout: patience / 3 },
    );
    return nodes.filter((one) => !one.ignored).flatMap((one) => one.backendDOMNodeId ?? []);
  } catch (error) {
    // A tab that has just gone to the background has no tree, and gives no answer. The caller activates it and tries
    // again.
    if (/queryAXTree timed out/.test(String(error))) throw new Gone(String(error), { cause: error });
    return sayGone(error);
  }
}

/** The element was removed, or the document replaced, between two commands. A retry finds the new one. */
function isGone(error: unknown): boolean {
  return /(No|Could not find) node|does not belong to the document|Document not found|Cannot find context|Could not find object|context was destroyed|navigated or closed|Promise was collected|detached Frame/i.test(
    String(error),
  );
}

function sayGone(error: unknown): never {
  throw isGone(error) ? new Gone(String(error), { cause: error }) : error;
}

/** The tree also contains text nodes, which are not elements. */
function placeOf(this: globalThis.Node): 'document' | 'closed' | null {
  if (!(this instanceof Element)) return null;
  const root = this.getRootNode();
  return root instanceof ShadowRoot && root.mode === 'closed' ? 'closed' : 'document';
}
