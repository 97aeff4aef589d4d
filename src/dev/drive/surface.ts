import { aim, endAim } from './aim.ts';
import { Gone, type Key, type Node, type Port, type Theme } from './port.ts';
import { until } from './wait.ts';

/**
 * A page, popup, panel or card as its user has it: things are found by role and accessible name, waited for, and used by
 * mouse and keyboard.
 */
export class Surface {
  readonly port: Port;
  readonly #label: string;
  readonly #place: 'document' | 'closed';

  /** @param label how errors call it: "the popup" */
  constructor(label: string, port: Port, place: 'document' | 'closed' = 'document') {
    this.#label = label;
    this.port = port;
    this.#place = place;
  }

  /** The extension's card on this page, which lives in a closed shadow root. */
  card(): Surface {
    return new Surface(`the card on ${this.#label}`, this.port, 'closed');
  }

  /**
   * Clicks the middle of it, once it can be used, rests in one place and nothing lies over it. A click that something else
   * would get, because that has moved there meanwhile, is kept from it and made once more.
   */
  async click(role: string, name: string): Promise<void> {
    await this.#until(`${role} "${name}" to click on ${this.#label}`, async () => {
      // looked for again each time: what was found may have been drawn anew
      const [node] = await this.#visible({ role, name });
      const point = await node?.call(aim);
      if (!point) return false;
      await this.port.click(point);
      return !(await this.#hasMissed());
    });
  }

  /** Types into the field with that label, in place of what it held. */
  async fill(label: string, text: string): Promise<void> {
    let typed = false;
    await this.#until(
      `${this.#label} to hold what was typed into "${label}"`,
      async () => {
        // looked for again each time: a field that was drawn anew holds nothing of it
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

  /** What the field with that label holds. */
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

  /** How many of that role and name can be seen now. */
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

  /** Waits until the button (or other control) can be used, or cannot. */
  async waitUntilEnabled(role: string, name: string, enabled = true): Promise<void> {
    await this.#until(
      `${role} "${name}" on ${this.#label} to be ${enabled ? 'enabled' : 'disabled'}`,
      async () => {
        const [node] = await this.#visible({ role, name });
        return node && (await node.call(isEnabled)) === enabled;
      },
    );
  }

  /** The text that can be read now, as laid out. */
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

  /** A PNG of what can be seen, once nothing moves any more. */
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
      // the click has taken its document away
      if (error instanceof Gone || /closed/i.test(String(error))) return false;
      throw error;
    }
  }

  /** Looks until that is so. What was drawn anew between two commands is looked for again. */
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

  /** What is so now, looked at again where it was drawn anew meanwhile. */
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

/** Fonts are there, and every transition and animation that has an end has come to it. */
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

/** Gives it the focus, and chooses what it holds, so that what is typed takes its place. @returns its type */
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

/** A date field's own editor is different in each browser and language; its value is set as a picker sets it. */
function setValue(this: HTMLInputElement, text: string): void {
  this.value = text;
  this.dispatchEvent(new Event('input', { bubbles: true }));
  this.dispatchEvent(new Event('change', { bubbles: true }));
}

function readRoot(this: ShadowRoot): string {
  return [...this.children]
    .filter((one): one is HTMLElement => one instanceof HTMLElement && !one.matches('style, script'))
    .map((one) => one.innerText)
    .join('\n');
}
