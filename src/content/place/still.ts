/** Whether what was pressed is what was seen: a page may move it under the pointer, change it, or lay something over it. */
import { ofDocument } from '../page.ts';
import type { Shadow } from '../shadow.ts';

export interface Still {
  /** From now on; what is there now is where it belongs. */
  start(): void;
  stop(): void;
  /** Draws it: what was in its place before is so afterwards. */
  around(draw: () => void): void;
  /** Whether it can be seen, is where it belongs, and is as it was drawn. */
  isSo(): Promise<boolean>;
}

/** Ms between two looks, and how many in a row make another place the one where it belongs: windows change their size. */
const interval = 100;
const enough = 4;

/** Ms that the browser may take to say for the first time whether it can be seen. */
const patience = 3_000;

/** Of Chromium: whether nothing lies over it. https://w3c.github.io/IntersectionObserver/v2/ */
const seeing: IntersectionObserverInit & { trackVisibility: true; delay: number } = {
  trackVisibility: true,
  delay: interval,
};
const tellsSight = 'isVisible' in IntersectionObserverEntry.prototype;

/** Looks for which the person is told that it can't be used. */
const told = 40;

/** Where it is asked what lies on top: shares of the width and the height. */
const points = [0.1, 0.5, 0.9];

/** @param tell is told at each look whether the page keeps it from being used */
export function createStill(
  card: HTMLElement,
  { root, sheet }: Shadow,
  tell: (isKept: boolean) => void,
): Still {
  let place = '';
  let last = '';
  let times = 0;
  let timesKept = 0;
  let toldLeft = 0;
  const rules = rulesOf(sheet);
  /** As it was drawn last. Firefox lets pages into the outer root, where they can change what is pressed. */
  let drawn = '';
  let isOurs = true;
  /** Undefined until it is known. */
  let sight: boolean | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;
  const observer = new IntersectionObserver((entries) => {
    if (tellsSight) sight = entries.every((entry) => Reflect.get(entry, 'isVisible'));
  }, seeing);

  const box = () => root.host.getBoundingClientRect();
  const measure = () => JSON.stringify(box());
  /** Whether a press would reach it, here and there: what is inert is passed by, too. */
  const isOnTop = (): boolean => {
    const { x, y, width, height } = box();
    const around = root.host.getRootNode();
    const at = (left: number, top: number) =>
      around instanceof ShadowRoot
        ? around.elementFromPoint(left, top)
        : ofDocument('elementFromPoint').call(document, left, top);
    return points.every((right) =>
      points.every((down) => at(x + right * width, y + down * height) === root.host),
    );
  };
  const isStyled = (): boolean => {
    const [first, ...others] = root.adoptedStyleSheets;
    return first === sheet && others.length === 0 && rulesOf(sheet) === rules;
  };
  const isSeen = () => sight !== false && isOnTop();
  /** Once it was changed, it stays so: what else was done to it cannot be known. */
  const isUnchanged = (): boolean => {
    isOurs &&= root.getHTML() === drawn && isStyled();
    return isOurs;
  };
  const draw = (how: () => void): void => {
    if (drawn) isUnchanged();
    how();
    drawn = root.getHTML();
  };
  const look = () => {
    const now = measure();
    times = now === last ? times + 1 : 1;
    last = now;
    if (times >= enough) place = now;
    timesKept = isSeen() ? 0 : timesKept + 1;
    if (timesKept >= enough) toldLeft = told;
    else if (toldLeft > 0) toldLeft--;
    tell(toldLeft > 0);
  };

  return {
    start() {
      clearInterval(timer);
      timer = setInterval(look, interval);
      place = measure();
      sight = undefined;
      observer.disconnect();
      observer.observe(card);
    },
    stop() {
      clearInterval(timer);
      observer.disconnect();
    },
    around(how) {
      const isThere = measure() === place;
      draw(how);
      if (isThere) place = measure();
    },
    async isSo() {
      const before = measure();
      const wasThere = before === place;
      for (let waited = 0; tellsSight && sight === undefined && waited < patience; waited += interval)
        await new Promise((resolve) => setTimeout(resolve, interval));
      const isSo = wasThere && (sight ?? !tellsSight) && isOnTop() && measure() === before && isUnchanged();
      if (!isSo) toldLeft = told;
      return isSo;
    },
  };
}

const rulesOf = (sheet: CSSStyleSheet): string => Array.from(sheet.cssRules, ({ cssText }) => cssText).join();
