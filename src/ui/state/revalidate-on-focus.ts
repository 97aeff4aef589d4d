/** Ms between two checks by a screen that stays open. */
const every = 3 * 60_000;

/**
 * Calls whenever somebody looks at the screen again, when the network has come back, and every few minutes in between.
 * @returns ends it
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
