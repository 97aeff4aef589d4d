/** Nobody may look, and then nothing is painted, ms. */
const atMost = 100;

/** Resolves once what has been drawn is on the screen. */
export const afterPaint = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, atMost);
  });
