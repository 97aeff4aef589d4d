/** What a page and its framework tell while it hydrates. Imported first. */

/** The complaints of the console, and uncaught errors. */
const complaints = [];
/** The layout shifts, where the browser tells them. https://wicg.github.io/layout-instability/ */
const shifts = [];

for (const level of ['error', 'warn'])
  console[level] = (...said) => complaints.push(said.map((one) => one?.stack ?? String(one)).join(' '));
addEventListener('error', ({ message }) => complaints.push(message));
addEventListener('unhandledrejection', ({ reason }) => complaints.push(String(reason)));
if (PerformanceObserver.supportedEntryTypes.includes('layout-shift'))
  new PerformanceObserver((list) => shifts.push(...list.getEntries().map(({ value }) => value))).observe({
    type: 'layout-shift',
    buffered: true,
  });

/** Has the page hydrated at once; with `?late`, when the test says so. */
export function begin(hydrate) {
  globalThis.hydration = { complaints, shifts, hydrate: () => void hydrate(), done: false };
  if (location.search !== '?late') hydrate();
}

/** Called by the framework once the page lives. */
export function isDone() {
  globalThis.hydration.done = true;
}
