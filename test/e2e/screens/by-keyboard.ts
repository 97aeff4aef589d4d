/** A person without a mouse: they go from control to control by Tab, and see where they are. */
import { expect } from 'vitest';
import { Gone, type Key, type Query } from '../../../src/dev/drive/port.ts';
import type { Surface } from '../../../src/dev/drive/surface.ts';
import { until } from '../../../src/dev/drive/wait.ts';

/** More presses of Tab than any screen has stops. */
const mostStops = 60;

/** Waits until that has the focus: where a step puts it. */
export async function focused(surface: Surface, name: string, role?: string): Promise<void> {
  await until(`the focus on ${role ?? 'field'} "${name}"`, () => hasFocus(surface, { role, name }), {
    seen: async () => `It is on ${await surface.evaluate(() => document.activeElement?.outerHTML)}`,
  });
}

/** Goes there by Tab, and presses a key. Each stop on the way has to show that it has the focus. */
export async function reach(surface: Surface, name: string, role?: string, key?: Key): Promise<void> {
  await until(`${role ?? 'field'} "${name}"`, async () => (await find(surface, { role, name })).length > 0);
  // looked for again at each stop: it may have been drawn anew
  for (let stop = 0; !(await hasFocus(surface, { role, name })); stop++) {
    if (stop > mostStops) throw new Error(`Tab does not lead to ${role ?? 'field'} "${name}"`);
    await surface.press('Tab');
    expect(await surface.evaluate(isInvisible), 'a stop without a visible focus').toBeNull();
  }
  if (key) await surface.press(key);
}

/** Goes to a field by Tab, and types. */
export async function typeInto(surface: Surface, name: string, text: string): Promise<void> {
  await reach(surface, name);
  await surface.port.type(text);
}

async function hasFocus(surface: Surface, query: Query): Promise<boolean> {
  return (await find(surface, query)).includes(true);
}

/** For each element with that role and name, whether it has the focus. */
async function find(surface: Surface, query: Query): Promise<boolean[]> {
  try {
    const nodes = await surface.port.locate(query, 'document');
    return await Promise.all(nodes.map((node) => node.call(isFocused)));
  } catch (error) {
    if (error instanceof Gone) return [];
    throw error;
  }
}

// The functions below run in the page.

function isFocused(this: Element): boolean {
  return this === document.activeElement;
}

/** The control that has the focus, where nothing shows it. */
function isInvisible(): string | null {
  const one = document.activeElement;
  if (!one || one === document.body) return null; // between two rounds, in the browser's own bars
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
  const outlined = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0;
  return one.checkVisibility() && (outlined || boxShadow !== 'none') ? null : one.outerHTML;
}
