/**
 * The popup's entry: lets the browser paint the frame that stands in the page, and only then reads the code behind it. A
 * script that is there when the page is read would run before the first paint.
 */
const begin = () => void import('./main.tsx');

// What is not looked at is not painted.
if (document.hidden) begin();
else requestAnimationFrame(() => setTimeout(begin));
