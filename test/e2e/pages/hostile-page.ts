/** A page that tries everything a page can to get at the card: to read it, to press its buttons, to make it look otherwise. */

declare global {
  /** The page's findings, in words. */
  var found: Set<string>;
  /** Presses and reads; answers with all that was found so far. */
  var spy: (secrets: string[]) => Promise<string[]>;
}

/** To be the page's first script. It refers to nothing around it. */
export function lieInWait(): void {
  const seen = new Set<Node>();
  const entered = new Set<ShadowRoot>();
  const keep = (from: string, node: unknown): void => {
    if (!(node instanceof Node)) return;
    seen.add(node);
    // A node of the card is one that is in no tree of the page's.
    const root = node.getRootNode();
    if (!node.isConnected || !(root instanceof ShadowRoot)) return;
    // Firefox tells where an event or a selection started, closed roots or not: of the outermost one, where nothing is to be
    // read.
    const isTold = 'mozInnerScreenX' in window && /originaltarget$|^selection$/i.test(from);
    if (isTold && root.host.getRootNode() === document) entered.add(root);
    else globalThis.found.add(`a node by ${from}`);
  };
  globalThis.found = new Set();

  const attachShadow = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    const root = attachShadow.call(this, { ...init, mode: 'open' });
    entered.add(root);
    globalThis.found.add('the shadow root, by attachShadow');
    return root;
  };
  for (const name of ['append', 'appendChild', 'replaceChildren', 'setAttribute'] as const) {
    const own = Element.prototype[name] as (...args: unknown[]) => unknown;
    Reflect.set(Element.prototype, name, function (this: Element, ...args: unknown[]) {
      keep(name, this);
      for (const one of args) keep(name, one);
      return own.apply(this, args);
    });
  }

  // Events, at the earliest moment there is, with all that they tell of where they come from.
  const types = Object.keys(HTMLElement.prototype)
    .filter((name) => name.startsWith('on'))
    .map((name) => name.slice(2));
  const wanted = ['composedPath', 'originalTarget', 'explicitOriginalTarget', 'srcElement', 'relatedTarget'];
  for (const type of [...types, 'focusin', 'focusout', 'DOMActivate'])
    window.addEventListener(
      type,
      (event) => {
        keep(`${type}.target`, event.target);
        for (const name of wanted) {
          const value: unknown = Reflect.get(event, name);
          const told = typeof value === 'function' ? value.call(event) : [value];
          for (const one of told) keep(`${type}.${name}`, one);
        }
        if (event.isTrusted) look();
      },
      { capture: true },
    );
  new MutationObserver((records) => {
    for (const { target, addedNodes } of records)
      for (const one of [target, ...addedNodes]) keep('mutation', one);
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  for (const type of ['event', 'first-input', 'layout-shift', 'largest-contentful-paint', 'element'])
    try {
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          keep(type, Reflect.get(entry, 'target'));
          keep(type, Reflect.get(entry, 'element'));
          for (const source of (Reflect.get(entry, 'sources') ?? []) as object[])
            keep(type, Reflect.get(source, 'node'));
        }
      }).observe({ type, buffered: true });
    } catch {
      // Some browsers lack some of them.
    }

  /** Reads everything that is readable at any time. */
  function look(): void {
    keep('activeElement', document.activeElement);
    for (const animation of document.getAnimations()) {
      const effect = animation.effect;
      keep('getAnimations', effect && Reflect.get(effect, 'target'));
    }
    const selection = getSelection();
    keep('selection', selection?.anchorNode);
    keep('selection', selection?.focusNode);
    for (let x = innerWidth - 300; x < innerWidth; x += 40)
      for (let y = innerHeight - 200; y < innerHeight; y += 20) {
        for (const one of document.elementsFromPoint(x, y)) keep('elementsFromPoint', one);
        keep('caret', document.caretPositionFromPoint?.(x, y)?.offsetNode);
        keep('caret', document.caretRangeFromPoint?.(x, y)?.startContainer);
      }
  }
  const watch = (): void => {
    look();
    requestAnimationFrame(watch);
  };
  watch();

  /** Makes the most of a root: undoes what keeps events off a node, presses every button, reads every text. */
  function ransack(root: ShadowRoot): string {
    const style = document.createElement('style');
    style.textContent = '* { pointer-events: auto !important; user-select: text !important }';
    root.append(style);
    let read = root.textContent ?? '';
    for (const one of root.querySelectorAll<HTMLElement>('*')) {
      if (one.shadowRoot) globalThis.found.add('a root within the root');
      one.inert = false;
      one.style.setProperty('pointer-events', 'auto', 'important');
      one.click?.(); // a picture has none
      one.dispatchEvent(new MouseEvent('click', { bubbles: true }));
      read += [one.outerHTML, one.innerText, one.ariaLabel, one.title].join();
      for (const pseudo of ['::before', '::after']) read += getComputedStyle(one, pseudo).content;
    }
    const box = root.host.getBoundingClientRect();
    for (let x = box.left; x < box.right; x += 20)
      for (let y = box.top; y < box.bottom; y += 10) {
        const nodes = [...root.elementsFromPoint(x, y)];
        const caret = document.caretPositionFromPoint?.(x, y, { shadowRoots: [root] })?.offsetNode;
        for (const one of [...nodes, ...(caret ? [caret] : [])])
          if (one.getRootNode() !== root && one.getRootNode() !== document)
            globalThis.found.add('a node from within the root');
          else read += one.textContent;
      }
    return read;
  }

  const hosts = (): Element[] => [...document.querySelectorAll('div[popover]')];

  /** Presses whatever there is, by every event that a script can send, and reads whatever there is. */
  globalThis.spy = async (secrets) => {
    for (const host of hosts()) {
      if (host.shadowRoot) globalThis.found.add('the shadow root');
      if (host.outerHTML !== '<div popover="manual"></div>')
        globalThis.found.add(`markup: ${host.outerHTML}`);
      const box = host.getBoundingClientRect();
      for (let x = box.left + 8; x < box.right; x += 12)
        for (let y = box.top + 8; y < box.bottom; y += 8) {
          const at = { bubbles: true, composed: true, clientX: x, clientY: y, view: window };
          const [target = host] = document.elementsFromPoint(x, y);
          for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'dblclick'])
            target.dispatchEvent(new (type.startsWith('p') ? PointerEvent : MouseEvent)(type, at));
        }
      (host as HTMLElement).focus();
      (host as HTMLElement).click();
      for (const key of ['Tab', 'Enter', ' ', 'Escape'])
        for (const type of ['keydown', 'keypress', 'keyup'])
          host.dispatchEvent(new KeyboardEvent(type, { key, code: key, bubbles: true, composed: true }));
    }
    for (const name of ['visibilitychange', 'pagehide', 'pageshow', 'navigatesuccess', 'resize', 'toggle'])
      for (const target of [document, window]) target.dispatchEvent(new Event(name));
    const find = Reflect.get(window, 'find') as (text: string) => boolean;
    const loot = [...entered].map(ransack).join();
    for (const secret of secrets) {
      if (loot.includes(secret)) globalThis.found.add(`"${secret}" in the root`);
      getSelection()?.removeAllRanges();
      if (find(secret)) globalThis.found.add(`"${secret}" by window.find`);
      for (const node of [...seen, document.documentElement])
        if (node.textContent?.includes(secret)) globalThis.found.add(`"${secret}" in ${node.nodeName}`);
      if (document.documentElement.innerText.includes(secret)) globalThis.found.add(`"${secret}" as text`);
    }
    getSelection()?.selectAllChildren(document.documentElement);
    document.execCommand('selectAll');
    const selected = String(getSelection());
    for (const secret of secrets) if (selected.includes(secret)) globalThis.found.add(`"${secret}" selected`);
    getSelection()?.removeAllRanges();
    look();
    await new Promise((frame) => requestAnimationFrame(frame));
    return [...globalThis.found];
  };
}

/** Styles that would hide the card, show it elsewhere or make it say something else, where they reached it. */
export const hostileStyles = `
  * { all: unset !important; --ink: #f00 !important; --paper: #f00 !important; --font: 40px serif !important }
  div { display: none !important; position: static !important; opacity: 0 !important; color: #f00 !important;
    transform: scale(9) !important; visibility: hidden !important; inset: 0 !important; z-index: -1 !important;
    direction: rtl !important; pointer-events: none !important; font: 40px serif !important; zoom: 3 !important }
  *::before, *::after { content: 'something else' !important; display: block !important }
`;
