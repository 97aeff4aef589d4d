import type { Key, Node, Port, Theme } from './port.ts';
import { patience, until } from './wait.ts';

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

  /** Clicks the middle of it, once it can be used, rests in one place and nothing lies over it. */
  async click(role: string, name: string): Promise<void> {
    // looked for again each time: what was found may have been drawn anew
    const point = await until(
      `${role} "${name}" to click on ${this.#label}`,
      async () => {
        const [node] = await this.#visible({ role, name });
        return node?.call(restingPoint);
      },
      this.#seen(),
    );
    await this.port.click(point);
  }

  /** Types into the field with that label, in place of what it held. */
  async fill(label: string, text: string): Promise<void> {
    const field = await this.#field(label);
    const kind = await field.call(function (this: HTMLInputElement) {
      this.scrollIntoView({ block: 'nearest' });
      this.focus();
      if ('select' in this) this.select();
      return this.type;
    });
    if (kind === 'date') await field.call(setValue, text);
    else if (text === '') await this.port.press('Delete');
    else await this.port.type(text);
    await until(
      `${this.#label} to hold what was typed into "${label}"`,
      async () => (await field.call(value)) === text,
      { seen: async () => `It holds ${JSON.stringify(await field.call(value))}.` },
    );
  }

  /** Chooses the option with that text in the field with that label. */
  async select(label: string, option: string): Promise<void> {
    await (await this.#field(label)).call(function (this: HTMLSelectElement, wanted: string) {
      const found = [...this.options].find((one) => one.text === wanted);
      if (!found) throw new Error(`There is no option "${wanted}"`);
      this.value = found.value;
      this.dispatchEvent(new Event('input', { bubbles: true }));
      this.dispatchEvent(new Event('change', { bubbles: true }));
    }, option);
  }

  /** What the field with that label holds. */
  async value(label: string): Promise<string> {
    return (await this.#field(label)).call(value);
  }

  press(key: Key, modifiers?: { ctrl?: boolean; shift?: boolean }): Promise<void> {
    return this.port.press(key, modifiers);
  }

  /** How many of that role and name can be seen now. */
  async count(role: string, name?: string): Promise<number> {
    return (await this.#visible({ role, name })).length;
  }

  async waitFor(role: string, name: string, options: { within?: number } = {}): Promise<void> {
    await until(`${role} "${name}" on ${this.#label}`, async () => (await this.count(role, name)) > 0, {
      ...options,
      ...this.#seen(),
    });
  }

  async waitUntilGone(role: string, name: string): Promise<void> {
    await until(
      `${role} "${name}" to go from ${this.#label}`,
      async () => (await this.count(role, name)) === 0,
      this.#seen(),
    );
  }

  /** Waits until the button (or other control) can be used, or cannot. */
  async waitUntilEnabled(role: string, name: string, enabled = true): Promise<void> {
    await until(
      `${role} "${name}" on ${this.#label} to be ${enabled ? 'enabled' : 'disabled'}`,
      async () => {
        const [node] = await this.#visible({ role, name });
        return node && (await node.call(isEnabled)) === enabled;
      },
      this.#seen(),
    );
  }

  /** The text that can be read now, as laid out. */
  async text(): Promise<string> {
    if (this.#place === 'document') return this.port.evaluate(() => document.body?.innerText ?? '');
    const roots = await this.port.closedRoots();
    const texts = await Promise.all(roots.map((root) => root.call(readRoot)));
    return texts.join('\n').trim();
  }

  async waitForText(expected: string | RegExp, options: { within?: number } = {}): Promise<string> {
    return until(
      `${this.#label} to say ${expected instanceof RegExp ? expected : JSON.stringify(expected)}`,
      async () => {
        const text = await this.text();
        return says(text, expected) && text;
      },
      { within: options.within ?? patience, ...this.#seen() },
    );
  }

  async waitForNoText(unexpected: string | RegExp): Promise<void> {
    await until(
      `${this.#label} to stop saying ${unexpected}`,
      async () => !says(await this.text(), unexpected),
      this.#seen(),
    );
  }

  evaluate: Port['evaluate'] = (run, ...args) => this.port.evaluate(run, ...args);

  /** A PNG of what can be seen, once nothing moves any more. */
  async screenshot(): Promise<Uint8Array> {
    await until(`${this.#label} to rest`, () => this.port.evaluate(isAtRest));
    return this.port.screenshot();
  }

  async setTheme(theme: Theme): Promise<void> {
    await this.port.setTheme(theme);
    const shows = (wanted: string) => matchMedia(`(prefers-color-scheme: ${wanted})`).matches;
    await until(`${this.#label} to turn ${theme}`, () => this.port.evaluate(shows, theme));
  }

  setSize(width: number, height: number): Promise<void> {
    return this.port.setSize(width, height);
  }

  async setOnline(online: boolean): Promise<void> {
    await this.port.setOnline(online);
    await until(`${this.#label} to be ${online ? 'on' : 'off'}line`, () =>
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

  async #field(label: string): Promise<Node> {
    return until(
      `a field "${label}" on ${this.#label}`,
      async () => {
        const named = await this.#visible({ name: label });
        for (const node of named) if (await node.call(isField)) return node;
        return undefined;
      },
      this.#seen(),
    );
  }

  async #visible(query: { role?: string; name?: string }): Promise<Node[]> {
    const nodes = await this.port.locate(query, this.#place);
    const shown = await Promise.all(nodes.map((node) => node.call(isVisible)));
    return nodes.filter((_, at) => shown[at]);
  }

  #seen() {
    return { seen: async () => `It says:\n${(await this.text()).slice(0, 2000)}` };
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

async function restingPoint(this: Element): Promise<{ x: number; y: number } | null> {
  this.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  const before = this.getBoundingClientRect();
  await new Promise((frame) => setTimeout(frame, 40));
  const box = this.getBoundingClientRect();
  if (!this.isConnected || this.matches(':disabled')) return null;
  if (before.x !== box.x || before.y !== box.y) return null;
  const point = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const root = this.getRootNode();
  const hit =
    root instanceof Document || root instanceof ShadowRoot ? root.elementFromPoint(point.x, point.y) : null;
  const label = this.closest('label');
  return hit && (this.contains(hit) || hit.contains(this) || label?.contains(hit)) ? point : null;
}
