import type { Memory } from '../browser.ts';
import type { Bidi } from './bidi.ts';

/** The memory of the processes of web pages and of the extension, as about:memory tells it after "Minimize memory usage". */
export function memoryInUse(bidi: Bidi): Promise<Memory> {
  return bidi.inChrome(measure);
}

/** Runs in Firefox's own window. */
async function measure(): Promise<Memory> {
  const manager = Cc['@mozilla.org/memory-reporter-manager;1'].getService(Ci.nsIMemoryReporterManager);
  Services.obs.notifyObservers(null, 'child-mmu-request');
  await new Promise<void>((resolve) => manager.minimizeMemoryUsage(resolve));
  const found: Memory = { pages: 0, background: 0 };
  const add = (process: string, path: string, _kind: number, _units: number, amount: number) => {
    // what is allocated, and the live cells of scripts
    if (path !== 'heap-allocated' && !path.startsWith('js-main-runtime-gc-heap-committed/used')) return;
    if (/^extension/i.test(process)) found.background += amount;
    else if (/^web/i.test(process)) found.pages += amount;
  };
  await new Promise<void>((resolve) => manager.getReports(add, null, () => resolve(), null, false));
  return found;
}
