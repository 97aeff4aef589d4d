/** Ms between two checks while the screen stays open. */
const every = 3 * 60_000;

/**
 * Calls `check` when the screen gets the focus or becomes visible, when the network is back, and every few minutes.
 * @returns stops it
 */
export function revalidateOnFocus(check: () => void): () => void {
  const seen = () => {
    if (document.visibilityState === 'visible') check();
  };
  const timer = setInterval(seen, every);
  addEventListener('focus', seen);
  addEventListener('online', check);
  document.addEventListener('visibilitychange', seen);
  return () => {
    clearInterval(timer);
    removeEventListener('focus', seen);
    removeEventListener('online', check);
    document.removeEventListener('visibilitychange', seen);
  };
}
