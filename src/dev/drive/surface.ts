import { aim, endAim } from './aim.ts';
import { Gone, type Key, type Node, type Port, type Theme } from './port.ts';
import { until } from './wait.ts';

/**
 * A page, popup, panel or card as its user sees it. Elements are found by role and accessible name, waited for, and
 * used by mouse and keyboard.
 */
export class Surface {
  readonly port: Port;
  readonly #label: string;
  readonly #place: 'document' | 'closed';

  /** @param label its name in errors: "the popup" */
  constructor(label: string, port: Port, place: 'document' | 'closed' = 'document') {
    this.#label = label;
    this.port = port;
    this.#place = place;
  }

  /** The extension's card on this page, in a closed shadow root. */
  card(): Surface {
    return new Surface(`the card on ${this.#label}`, this.port, 'closed');
  }

  /**
   * Clicks the middle of an element once it is usable, does not move and is not covered. If another element has moved
   * there meanwhile, the click is cancelled and repeated.
   */
  async click(role: string, name: string): Promise<void> {
    await this.#until(`${role} "${name}" to click on ${this.#label}`, async () => {
      // searched again each time: the element may have been rendered again
      const [node] = await this.#visible({ role, name });
      const point = await node?.call(aim);
      if (!point) return false;
      await this.port.click(point);
      return !(await this.#hasMissed());
    });
  }

  /** Types into the field with that label, and replaces its value. */
  async fill(label: string, text: string): Promise<void> {
    let typed = false;
    await this.#until(
      `${this.#label} to hold what was typed into "${label}"`,
      async () => {
        // searched again each time: a field that was rendered again is empty
        const field = await this.#fieldNow(label);
        if (!field) return false;
        if (typed && (await field.call(value)) === text) return true;
        const kind = await field.call(enter);
        if (kind === 'date') await field.call(setValue, text);
        else if (text === '') await this.port.press('Delete');
        else await this.port.type(text);
        typed = true;
        return (await field.call(value)) === text;
      },
      {
        seen: async () => {
          const held = await (await this.#fieldNow(label))?.call(value);
          return held === undefined ? this.#says() : `It holds ${JSON.stringify(held)}.`;
        },
      },
    );
  }

  /** Chooses the option with that text in the field with that label. */
  async select(label: string, option: string): Promise<void> {
    await this.#until(`a field "${label}" with "${option}" on ${this.#label}`, async () => {
      const field = await this.#fieldNow(label);
      return field && (await field.call(choose, option));
    });
  }

  /** The value of the field with that label. */
  async value(label: string): Promise<string> {
    const held = await this.#until(`a field "${label}" on ${this.#label}`, async () => {
      const field = await this.#fieldNow(label);
      return field && { value: await field.call(value) };
    });
    return held.value;
  }

  press(key: Key, modifiers?: { ctrl?: boolean; shift?: boolean }): Promise<void> {
    return this.port.press(key, modifiers);
  }

  /** Number of visible elements with that role and name. */
  count(role: string, name?: string): Promise<number> {
    return this.#now(async () => (await this.#visible({ role, name })).length);
  }

  async waitFor(role: string, name: string, options: { within?: number } = {}): Promise<void> {
    const isThere = async () => (await this.#visible({ role, name })).length > 0;
    await this.#until(`${role} "${name}" on ${this.#label}`, isThere, options);
  }

  async waitUntilGone(role: string, name: string): Promise<void> {
    const hasGone = async () => (await this.#visible({ role, name })).length === 0;
    await this.#until(`${role} "${name}" to go from ${this.#label}`, hasGone);
  }

  /** Waits until the button (or other control) is enabled, or disabled. */
  async waitUntilEnabled(role: string, name: string, enabled = true): Promise<void> {
    await this.#until(
      `${role} "${name}" on ${this.#label} to be ${enabled ? 'enabled' : 'disabled'}`,
      async () => {
        const [node] = await this.#visible({ role, name });
        return node && (await node.call(isEnabled)) === enabled;
      },
    );
  }

  /** The visible text, as laid out. */
  text(): Promise<string> {
    return this.#now(() => this.#text());
  }

  async waitForText(expected: string | RegExp, options: { within?: number } = {}): Promise<string> {
    return this.#until(
      `${this.#label} to say ${expected instanceof RegExp ? expected : JSON.stringify(expected)}`,
      async () => {
        const text = await this.#text();
        return says(text, expected) && text;
      },
      options,
    );
  }

  async waitForNoText(unexpected: string | RegExp): Promise<void> {
    await this.#until(
      `${this.#label} to stop saying ${unexpected}`,
      async () => !says(await this.#text(), unexpected),
    );
  }

  evaluate: Port['evaluate'] = (run, ...args) => this.port.evaluate(run, ...args);

  /** A PNG of the visible part, after all animations. */
  async screenshot(): Promise<Uint8Array> {
    await this.#until(`${this.#label} to rest`, () => this.port.evaluate(isAtRest));
    return this.port.screenshot();
  }

  async setTheme(theme: Theme): Promise<void> {
    await this.port.setTheme(theme);
    const shows = (wanted: string) => matchMedia(`(prefers-color-scheme: ${wanted})`).matches;
    await this.#until(`${this.#label} to turn ${theme}`, () => this.port.evaluate(shows, theme));
  }

  setSize(width: number, height: number): Promise<void> {
    return this.port.setSize(width, height);
  }

  async setOnline(online: boolean): Promise<void> {
    await this.port.setOnline(online);
    await this.#until(`${this.#label} to be ${online ? 'on' : 'off'}line`, () =>
      this.port.evaluate((wanted) => navigator.onLine === wanted, online),
    );
  }

  goto(url: string): Promise<void> {
    return this.port.goto(url);
  }

  activate(): Promise<void> {
    return this.port.activate();
  }

  close(): Promise<void> {
    return this.port.close();
  }

  isOpen(): Promise<boolean> {
    return this.port.alive();
  }

  async #fieldNow(label: string): Promise<Node | undefined> {
    const named = await this.#visible({ name: label });
    for (const node of named) if (await node.call(isField)) return node;
    return undefined;
  }

  async #visible(query: { role?: string; name?: string }): Promise<Node[]> {
    const nodes = await this.port.locate(query, this.#place);
    const shown = await Promise.all(nodes.map((node) => node.call(isVisible)));
    return nodes.filter((_, at) => shown[at]);
  }

  async #text(): Promise<string> {
    if (this.#place === 'document') return this.port.evaluate(() => document.body?.innerText ?? '');
    const roots = await this.port.closedRoots();
    const texts = await Promise.all(roots.map((root) => root.call(readRoot)));
    return texts.join('\n').trim();
  }

  async #says(): Promise<string> {
    return `It says:\n${(await this.#text()).slice(0, 2000)}`;
  }

  async #hasMissed(): Promise<boolean> {
    try {
      return await this.port.evaluate(endAim);
    } catch (error) {
      // the click has closed its document
      if (error instanceof Gone || /closed/i.test(String(error))) return false;
      throw error;
    }
  }

  /** Retries until the condition holds. Elements that were rendered again are searched again. */
  #until<T>(
    what: string,
    probe: () => Promise<T | undefined | null | false>,
    options: { within?: number; seen?: () => Promise<string> } = {},
  ): Promise<T> {
    return until(
      what,
      () =>
        probe().catch((error: unknown) => {
          if (error instanceof Gone) return undefined;
          throw error;
        }),
      { seen: () => this.#says(), ...options },
    );
  }

  /** The present value. Retries if the document is rendered again meanwhile. */
  async #now<T>(look: () => Promise<T>): Promise<T> {
    const found = await this.#until(`a look at ${this.#label}`, async () => ({ is: await look() }));
    return found.is;
  }
}

function says(text: string, expected: string | RegExp): boolean {
  return typeof expected === 'string' ? text.includes(expected) : expected.test(text);
}

// The functions below run in the page.

function isVisible(this: Element): boolean {
  const box = this.getBoundingClientRect();
  return (
    this.isConnected &&
    this.checkVisibility({ visibilityProperty: true }) &&
    (box.width > 0 || box.height > 0 || this.getClientRects().length > 0)
  );
}

/** Fonts are loaded, and all finite transitions and animations have ended. */
function isAtRest(): boolean {
  const moving = document
    .getAnimations()
    .filter(
      (one) =>
        one.playState === 'running' && one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY,
    );
  return document.fonts.status === 'loaded' && moving.length === 0;
}

function isField(this: Element): boolean {
  return this.matches('input, textarea, select');
}

function isEnabled(this: Element): boolean {
  return !this.matches(':disabled, [aria-disabled="true"]');
}

/** Focuses the field and selects its content, so that typing replaces it. @returns its type */
function enter(this: HTMLInputElement): string {
  this.scrollIntoView({ block: 'nearest' });
  this.focus();
  if ('select' in this) this.select();
  return this.type;
}

/** @returns whether it has that option */
function choose(this: HTMLSelectElement, wanted: string): boolean {
  const found = [...this.options].find((one) => one.text === wanted);
  if (!found) return false;
  this.value = found.value;
  this.dispatchEvent(new Event('input', { bubbles: true }));
  this.dispatchEvent(new Event('change', { bubbles: true }));
  return true;
}

function value(this: HTMLInputElement): string {
  return this.value;
}

/** Sets a date as a picker would: a date field's own editor differs by browser and language. */
function setValue(this: HTMLInputElement, text: string): void {
  this.value = text;
  this.dispatchEvent(new Event('input', { bubbles: true }));
  this.dispatchEvent(new Event('change', { bubbles: true }));
}

/** What is painted there has its text as a name. */
function readRoot(this: ShadowRoot): string {
  return [...this.children]
    .filter((one): one is HTMLElement => one instanceof HTMLElement && !one.matches('style, script'))
    .map((one) => (one.role === 'img' ? one.ariaLabel : one.innerText))
    .join('\n');
}
