/** Ms between two looks of a screen that stays open. */
const every = 3 * 60_000;

/**
 * Calls whenever somebody looks at the screen again, when the network has come back, and every few minutes in between.
 * @returns ends it
 */
export function whileLookedAt(look: () => void): () => void {
  const seen = () => {
    if (document.visibilityState === 'visible') look();
  };
  const timer = setInterval(seen, every);
  addEventListener('focus', seen);
  addEventListener('online', look);
  document.addEventListener('visibilitychange', seen);
  return () => {
    clearInterval(timer);
    removeEventListener('focus', seen);
    removeEventListener('online', look);
    document.removeEventListener('visibilitychange', seen);
  };
}
