/** A page that measures, in every way a page can, what it can't read. What it saw is compared with what it sees of another text. */

declare global {
  /** What each technique saw, by its name. */
  var measure: () => Promise<Record<string, unknown>>;
  /** The roots that Firefox told of, by the events that started in them. */
  var told: Set<ShadowRoot>;
  /** What the browser has told of what was painted. */
  var painted: unknown[];
}

/** To be the page's first script. It refers to nothing around it. */
export function measureEverything(): void {
  globalThis.told = new Set();
  globalThis.painted = [];
  for (const type of ['pointerdown', 'click', 'focusin', 'keydown', 'mousemove', 'pointerover', 'wheel'])
    addEventListener(
      type,
      (event) => {
        for (const name of ['originalTarget', 'explicitOriginalTarget', 'composedTarget', 'rangeParent']) {
          const root = (Reflect.get(event, name) as Node | null)?.getRootNode?.();
          if (root instanceof ShadowRoot) globalThis.told.add(root);
        }
      },
      true,
    );
  for (const type of ['largest-contentful-paint', 'layout-shift', 'element', 'container', 'paint'])
    try {
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          const { size, url, value, intersectionRect } = entry as PerformanceEntry & Record<string, unknown>;
          globalThis.painted.push({ type, name: entry.name, size, url, value, intersectionRect });
        }
      }).observe({ type, buffered: true });
    } catch {
      // Not every browser has every one of them.
    }

  const hosts = () => [...document.querySelectorAll<HTMLElement>('html > div, div[popover]')];
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const box = (element: Element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return [x, y, width, height].map((one) => Math.round(one * 100) / 100);
  };
  const sizes = (element: HTMLElement) => [
    box(element),
    [...element.getClientRects()].length,
    [element.offsetWidth, element.offsetHeight, element.clientWidth, element.clientHeight],
    [element.scrollWidth, element.scrollHeight, element.scrollLeft, element.scrollTop],
    [document.documentElement.scrollWidth, document.documentElement.scrollHeight, document.body.scrollHeight],
  ];

  /** Styles that make a size depend on the words: how wide, how many, where they break, how long a letter is. */
  const styles = [
    'font: 40px monospace',
    'font: 400px serif',
    'font: 7px cursive; line-height: 9',
    'letter-spacing: 50px',
    'word-spacing: 90px',
    'text-indent: 3em; text-transform: uppercase',
    'width: min-content',
    'width: max-content; white-space: nowrap',
    'width: 1px; overflow-wrap: anywhere; line-break: anywhere',
    'width: 1px; word-break: break-all; white-space: pre-wrap',
    'writing-mode: vertical-rl; text-orientation: upright',
    'writing-mode: sideways-lr; height: 50px',
    'direction: rtl; unicode-bidi: plaintext',
    'columns: 10px; height: 20px',
    'zoom: 3',
    'zoom: .1; text-size-adjust: 500%',
    'font-size-adjust: 4',
    'font-variant: small-caps; font-stretch: ultra-expanded; font-weight: 900',
    'font-feature-settings: "smcp", "zero"; font-kerning: none; font-optical-sizing: none',
    'hyphens: auto; hyphenate-character: "############"; width: 30px',
    'quotes: "######" "######"; tab-size: 99',
    'display: table; table-layout: auto',
    'display: inline; float: none',
    'display: flex; flex-flow: column wrap; height: 30px',
    'display: inline-grid; grid-auto-flow: column',
    'display: ruby; ruby-align: center',
    'display: contents',
    'float: left; shape-outside: margin-box',
    'text-wrap: balance; max-inline-size: 120px',
    'line-clamp: 2; -webkit-line-clamp: 2; display: -webkit-box; -webkit-box-orient: vertical',
    'initial-letter: 3; text-box: trim-both cap alphabetic',
    'interpolate-size: allow-keywords; height: fit-content; field-sizing: content',
    'contain: inline-size; container-type: inline-size',
    '-webkit-text-security: disc; -webkit-text-stroke: 20px',
    'user-select: all; -webkit-user-modify: read-write; pointer-events: auto',
    'position: static; inset: auto; margin: 0; padding: 0; border: 0',
    'position: absolute; inset: 0 auto auto 0; inline-size: auto !important',
    'transform: scale(3, 2) rotate(10deg); perspective: 10px',
    'all: unset',
    'visibility: visible !important; opacity: 1; content-visibility: visible',
  ];

  /** Documents that a host can be taken into. */
  const documents: Record<string, () => Document | Promise<Document>> = {
    createHTMLDocument: () => document.implementation.createHTMLDocument(''),
    'a parsed one': () => new DOMParser().parseFromString('<p>x', 'text/html'),
    'one in quirks mode': () => new DOMParser().parseFromString('<html><body>x', 'text/html'),
    XHTML: () =>
      new DOMParser().parseFromString(
        '<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
        'application/xhtml+xml',
      ),
    SVG: () => new DOMParser().parseFromString('<svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml'),
    XML: () => document.implementation.createDocument(null, 'a', null),
    'a template': () => document.createElement('template').content.ownerDocument,
  };

  const inFrame = async (html: string, look: (inside: Document) => unknown): Promise<unknown> => {
    const iframe = document.createElement('iframe');
    iframe.srcdoc = html;
    const loaded = new Promise((resolve) => iframe.addEventListener('load', resolve, { once: true }));
    document.body.append(iframe);
    await loaded;
    const seen = iframe.contentDocument && look(iframe.contentDocument);
    iframe.remove();
    return seen;
  };

  /** Within one turn, in which nobody can put it back, each style on the host and around it. */
  const styled = (host: HTMLElement, parent: Element): unknown[] =>
    styles.map((css) => {
      const around = parent.ownerDocument.createElement('div');
      parent.append(around);
      const seen: unknown[] = [];
      around.style.cssText = css;
      around.append(host);
      seen.push(sizes(host), box(around), around.scrollHeight);
      host.style.cssText = css.replaceAll(/(?<! !important)(?=;|$)/g, ' !important');
      seen.push(sizes(host), box(around), around.scrollWidth);
      host.removeAttribute('style');
      around.remove();
      return seen;
    });

  const withSheet = (css: string, look: () => unknown): unknown => {
    const style = document.createElement('style');
    style.textContent = css;
    document.head.append(style);
    const seen = look();
    style.remove();
    return seen;
  };

  globalThis.measure = async () => {
    const seen: Record<string, unknown> = {};
    const [host] = hosts();
    if (!host) throw new Error('Nothing is shown');
    const home = host.parentElement ?? document.body;
    const back = async () => {
      home.append(host);
      if (!host.matches(':popover-open')) host.togglePopover?.(true);
      await frame();
    };
    const each = async (name: string, technique: () => unknown) => {
      try {
        seen[name] = await technique();
      } catch (error) {
        seen[name] = String(error);
      }
      await back();
    };

    await each('sizes', () => sizes(host));
    await each('markup', () => [host.outerHTML, host.getAttributeNames(), host.cloneNode(true).textContent]);
    await each('a clone', () => {
      const clone = host.cloneNode(true) as HTMLElement;
      document.body.append(clone);
      const of = sizes(clone);
      clone.remove();
      return of;
    });
    await each('styles where it is', () =>
      styles.map((css) => {
        host.style.cssText = css.replaceAll(/(?=;|$)/g, ' !important');
        const of = sizes(host);
        host.removeAttribute('style');
        return of;
      }),
    );
    await each('styles of its parents', () => styled(host, home));
    for (const [name, make] of Object.entries(documents))
      await each(`adoption by ${name}, and back`, async () => {
        const other = await make();
        other.adoptNode(host);
        return styled(host, document.body);
      });
    for (const doctype of ['<!doctype html>', ''])
      await each(`a frame's document, ${doctype ? 'as is' : 'in quirks mode'}`, () =>
        inFrame(
          `${doctype}<style>* { font: 30px monospace !important; letter-spacing: 9px }</style><body>`,
          (inside) => {
            const before = styled(host, inside.body);
            inside.designMode = 'on';
            return [before, styled(host, inside.body)];
          },
        ),
      );
    await each('adoption, and its styles out of a slot', () => {
      document.implementation.createHTMLDocument('').adoptNode(host);
      const outer = document.createElement('div');
      const root = outer.attachShadow({ mode: 'open' });
      root.innerHTML =
        '<style>::slotted(*) { font: 90px monospace !important; width: min-content !important }</style><slot>';
      document.body.append(outer);
      outer.append(host);
      const of = [sizes(host), box(outer)];
      outer.remove();
      return of;
    });
    await each('parts, hosts, first lines and markers', () =>
      withSheet(
        `* { font: 50px monospace !important; letter-spacing: 20px !important }
         *::first-line, *::first-letter { font-size: 90px !important } *::marker { content: 'x' }
         *::part(x), div::before { content: counter(x) !important; display: block }`,
        () => {
          document.implementation.createHTMLDocument('').adoptNode(host);
          document.body.append(host);
          return sizes(host);
        },
      ),
    );
    await each('registered properties', () => {
      const names = [
        'font',
        'ink',
        'ink-2',
        'ink-3',
        'paper',
        'line',
        'r',
        's1',
        's2',
        's3',
        'accent',
        'good',
        'bad',
      ];
      return names.map((name) => {
        try {
          CSS.registerProperty({
            name: `--${name}`,
            syntax: '<length>',
            inherits: false,
            initialValue: '31px',
          });
        } catch {
          // It was registered before, of the card before this one.
        }
        return sizes(host);
      });
    });
    await each('fonts by the names of the generic ones', () =>
      withSheet(
        ['system-ui', 'sans-serif', 'ui-sans-serif', 'Segoe UI', 'Cantarell', 'Roboto', 'DejaVu Sans']
          .map(
            (name) =>
              `@font-face { font-family: "${name}"; src: local("DejaVu Sans Mono"), local("Liberation Mono"); size-adjust: 700% }`,
          )
          .join('\n'),
        () => [sizes(host), [...document.fonts].map(({ status }) => status)],
      ),
    );
    await each('out of the top layer', () => {
      host.hidePopover?.();
      const of = sizes(host);
      host.removeAttribute('popover');
      return [of, sizes(host), document.elementFromPoint(innerWidth - 40, innerHeight - 40)?.nodeName];
    });
    await each('other types of popover', () =>
      ['auto', 'hint', 'x'].map((type) => {
        host.setAttribute('popover', type);
        return sizes(host);
      }),
    );
    await each('attributes that set direction and language', () =>
      [
        'dir',
        'lang',
        'contenteditable',
        'spellcheck',
        'translate',
        'hidden',
        'inert',
        'slot',
        'is',
        'draggable',
      ].map((name) => {
        host.setAttribute(name, name === 'dir' ? 'auto' : 'true');
        const of = [sizes(host), host.matches(':dir(rtl)'), getComputedStyle(host).direction];
        host.removeAttribute(name);
        return of;
      }),
    );
    await each('computed styles', () => {
      const of = (pseudo?: string) => {
        const style = getComputedStyle(host, pseudo);
        return [...style].map((name) => style.getPropertyValue(name)).join();
      };
      return [of(), of('::before'), of('::after'), of('::backdrop'), of('::first-line'), of('::marker')];
    });
    await each('container queries', () =>
      withSheet(
        `div[popover] { container: c / size !important } @container c (min-height: 100px) { html { outline: 1px solid } }`,
        () => [sizes(host), getComputedStyle(document.documentElement).outlineWidth],
      ),
    );
    await each('anchors', () => {
      host.style.setProperty('anchor-name', '--a', 'important');
      const anchored = document.createElement('div');
      anchored.style.cssText =
        'position: fixed; position-anchor: --a; width: anchor-size(width); height: anchor-size(height); top: anchor(top)';
      document.body.append(anchored);
      const of = box(anchored);
      anchored.remove();
      return of;
    });
    await each('observers of size and sight', async () => {
      const found: unknown[] = [];
      const resize = new ResizeObserver((entries) => {
        for (const { contentRect, borderBoxSize } of entries)
          found.push(contentRect.toJSON(), borderBoxSize[0]?.inlineSize, borderBoxSize[0]?.blockSize);
      });
      const sight = new IntersectionObserver((entries) => {
        for (const { boundingClientRect, intersectionRatio } of entries)
          found.push(boundingClientRect.toJSON(), intersectionRatio);
      });
      resize.observe(host);
      sight.observe(host);
      await frame();
      await frame();
      resize.disconnect();
      sight.disconnect();
      return found.map((one) => JSON.stringify(one)).sort();
    });
    await each('points', () => {
      const found = new Set<string>();
      for (let x = innerWidth - 350; x < innerWidth; x += 6)
        for (let y = innerHeight - 300; y < innerHeight; y += 6) {
          const caret = document.caretPositionFromPoint?.(x, y);
          const range = document.caretRangeFromPoint?.(x, y);
          const hit = document.elementsFromPoint(x, y);
          if (hit[0] === host)
            found.add(`${caret?.offsetNode.nodeName} ${caret?.offset} ${range?.startContainer.nodeName}`);
        }
      return [...found].sort();
    });
    await each('ranges', () => {
      const range = document.createRange();
      range.selectNode(host);
      const of = [...range.getClientRects()].map((one) => one.toJSON());
      range.selectNodeContents(home);
      return [of, range.toString().length, range.cloneContents().textContent?.length];
    });
    await each('selections', () => {
      const selection = getSelection();
      const found: unknown[] = [];
      document.designMode = 'on';
      for (const grain of ['character', 'word', 'line', 'sentence', 'paragraph', 'documentboundary']) {
        selection?.collapse(document.body, 0);
        for (let steps = 0; steps < 60; steps++) selection?.modify('extend', 'forward', grain);
        found.push(grain, selection?.toString(), selection?.rangeCount);
      }
      document.execCommand('selectAll');
      found.push(selection?.toString(), document.execCommand('copy'));
      document.designMode = 'off';
      selection?.removeAllRanges();
      return found;
    });
    await each('copies', () => {
      const found: unknown[] = [];
      const listen = (event: ClipboardEvent) => {
        found.push(event.type, event.clipboardData?.types.join(), getSelection()?.toString());
      };
      for (const type of ['copy', 'cut'] as const) addEventListener(type, listen, true);
      getSelection()?.selectAllChildren(host);
      found.push(document.execCommand('copy'), document.execCommand('cut'));
      getSelection()?.selectAllChildren(document.documentElement);
      found.push(document.execCommand('copy'));
      for (const type of ['copy', 'cut'] as const) removeEventListener(type, listen, true);
      getSelection()?.removeAllRanges();
      return found;
    });
    await each('find in the page, by each letter', () => {
      const find = Reflect.get(window, 'find') as (text: string) => boolean;
      return [...'abcdefghijklmnopqrstuvwxyzMQ0123456789'].map((letter) => {
        getSelection()?.removeAllRanges();
        return find(letter);
      });
    });
    await each('texts', () => [
      document.documentElement.innerText,
      document.documentElement.textContent?.length,
      document.documentElement.getHTML?.({ serializableShadowRoots: true }).length,
      new XMLSerializer().serializeToString(host),
    ]);
    await each('a view transition', async () => {
      host.style.setProperty('view-transition-name', 'it', 'important');
      const transition = document.startViewTransition?.(() => undefined);
      await transition?.ready.catch(() => undefined);
      const { width, height, transform } = getComputedStyle(
        document.documentElement,
        '::view-transition-group(it)',
      );
      transition?.skipTransition();
      return [width, height, transform];
    });
    await each('pixels, by a canvas that draws elements', async () => {
      const canvas = document.createElement('canvas');
      canvas.setAttribute('layoutsubtree', '');
      canvas.width = canvas.height = 400;
      document.body.append(canvas);
      const dialog = document.createElement('dialog');
      canvas.append(dialog);
      const context = canvas.getContext('2d');
      const draw = (Reflect.get(context ?? {}, 'drawElementImage') ??
        Reflect.get(context ?? {}, 'drawElement')) as
        | ((element: Element, x: number, y: number) => void)
        | undefined;
      const drawn = async (what: Element) => {
        await frame();
        await frame();
        try {
          draw?.call(context, what, 0, 0);
        } catch (error) {
          return String(error);
        }
        let sum = 0;
        for (const one of context?.getImageData(0, 0, 400, 400).data ?? []) sum = (sum * 31 + one) | 0;
        return sum;
      };
      canvas.append(host);
      const alone = await drawn(host);
      dialog.showModal();
      await frame();
      dialog.append(host);
      host.hidePopover?.();
      const within = await drawn(dialog);
      dialog.close();
      canvas.remove();
      return [alone, within];
    });
    await each('roots that events told of', () =>
      [...globalThis.told].map((root) => {
        root.adoptedStyleSheets = [];
        const style = document.createElement('style');
        style.textContent = `* { all: unset !important; display: inline !important; font: 30px monospace !important;
          letter-spacing: 7px !important; user-select: text !important; pointer-events: auto !important }`;
        root.append(style);
        const of = [...root.querySelectorAll<HTMLElement>('*')].map((one) => {
          const found = [one.nodeName, box(one), one.scrollWidth, one.getClientRects().length];
          for (const name of one.getAttributeNames()) found.push(name, one.getAttribute(name) ?? '');
          const { x, y } = one.getBoundingClientRect();
          const hit = root.elementFromPoint(x + 1, y + 1);
          const caret = document.caretPositionFromPoint?.(x + 2, y + 2, { shadowRoots: [root] })?.offsetNode;
          for (const inner of [hit, caret])
            if (inner && inner.getRootNode() !== root) found.push(inner.nodeName);
          return found;
        });
        const { textContent, innerHTML } = root;
        style.remove();
        return [of, textContent, innerHTML];
      }),
    );
    await each('performance entries', async () => {
      host.setAttribute('containertiming', '');
      host.setAttribute('elementtiming', 'x');
      await frame();
      await frame();
      // Times differ; so may how often the page itself was painted.
      return [...new Set(globalThis.painted.map((one) => JSON.stringify(one)))]
        .filter((one) => !one.includes('layout-shift'))
        .sort();
    });
    return seen;
  };
}
