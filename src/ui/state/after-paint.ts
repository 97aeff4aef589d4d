/** Longest wait, ms: a hidden page is not painted. */
const atMost = 100;

/** Resolves once the rendered content is on the screen. */
export const afterPaint = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, atMost);
  });
