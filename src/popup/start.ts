/**
 * The popup's entry. It lets the browser paint the frame of the page first, and then loads the code. A script in the
 * page would run before the first paint.
 */
const begin = () => void import('./main.tsx');

/** Longest wait for a paint, ms. A paint may be late, or may not be reported. */
const patience = 150;

// A hidden page is not painted.
if (document.hidden) begin();
else {
  new PerformanceObserver(begin).observe({ type: 'paint', buffered: true });
  setTimeout(begin, patience);
}
