/**
 * The popup's entry: lets the browser paint the frame that stands in the page, and only then reads the code behind it. A
 * script that is there when the page is read would run before the first paint, one that follows too soon beside it.
 */
const begin = () => void import('./main.tsx');

/** Ms after which nobody waits for a paint: one that takes longer, or that the browser does not tell of. */
const patience = 150;

// What is not looked at is not painted.
if (document.hidden) begin();
else {
  new PerformanceObserver(begin).observe({ type: 'paint', buffered: true });
  setTimeout(begin, patience);
}
