/** Ms that an address is left alone: pages that scroll or are typed into change it many times a second. */
const rest = 300;
/** So many new addresses are looked at one after the other, and one more each so many ms: see SECURITY.md. */
const atOnce = 20;
const each = 6_000;

/**
 * Calls back when the page has gone to another address without a load: by `pushState`, `replaceState`, a fragment, the
 * Navigation API or the history. https://developer.mozilla.org/docs/Web/API/Navigation/currententrychange_event
 */
export function onNewAddress(changed: () => void): void {
  let known = addressNow();
  let waiting = false;
  /** Until when the looks so far are spent, epoch ms. */
  let spent = 0;
  globalThis.navigation.addEventListener('currententrychange', ({ isTrusted }) => {
    if (!isTrusted || waiting || addressNow() === known) return;
    waiting = true;
    setTimeout(
      () => {
        waiting = false;
        if (addressNow() === known) return;
        known = addressNow();
        spent = Math.max(spent, Date.now() - atOnce * each) + each;
        changed();
      },
      Math.max(rest, spent - Date.now()),
    );
  });
}

/** Without a fragment that is no route: it is the same page. */
const addressNow = (): string => location.href.replace(/#(?![!/]).*/, '');
