/** Clicks the intended element, or nothing. The functions run in the page; none of them refers to its surroundings. */

/** The result of the last click. */
interface Aimed {
  hit: boolean;
  end(): void;
}

/**
 * Returns the point to click once the element is usable, does not move and is not covered. From then on, a click that
 * would hit another element is cancelled.
 */
export async function aim(this: Element): Promise<{ x: number; y: number } | null> {
  this.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  const before = this.getBoundingClientRect();
  await new Promise((frame) => setTimeout(frame, 40));
  const box = this.getBoundingClientRect();
  if (!this.isConnected || this.matches(':disabled')) return null;
  if (before.x !== box.x || before.y !== box.y) return null;
  const point = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const root = this.getRootNode();
  if (!(root instanceof Document || root instanceof ShadowRoot)) return null;
  const hit = root.elementFromPoint(point.x, point.y);
  const label = this.closest('label');
  if (!hit || !(this.contains(hit) || hit.contains(this) || label?.contains(hit))) return null;

  const last: Aimed | undefined = Reflect.get(globalThis, 'aimed');
  last?.end();
  const types = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'] as const;
  const guard = (event: Event) => {
    const { target, isTrusted, type } = event;
    if (!isTrusted) return;
    if (target === hit || (target instanceof Node && (this.contains(target) || label?.contains(target))))
      aimed.hit ||= type === 'click';
    else {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  };
  const aimed: Aimed = {
    hit: false,
    end() {
      for (const type of types) root.removeEventListener(type, guard, true);
    },
  };
  for (const type of types) root.addEventListener(type, guard, true);
  Reflect.set(globalThis, 'aimed', aimed);
  return point;
}

/** Whether the last click was cancelled. A page that has loaded since then knows of no click. */
export function endAim(): boolean {
  const aimed: Aimed | undefined = Reflect.get(globalThis, 'aimed');
  aimed?.end();
  return aimed?.hit === false;
}
