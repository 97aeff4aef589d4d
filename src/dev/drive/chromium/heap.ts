import type { CDPSession, Browser as Puppeteer } from 'puppeteer-core';

/** The bytes that scripts and documents of an isolate use, after garbage collection. */
export async function heapOf(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize, embedderHeapUsedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize + embedderHeapUsedSize;
}

/** The same of all web pages. Pages of one process have one isolate. */
export async function heapOfPages(browser: Puppeteer): Promise<number> {
  const heaps = new Map<string, number>();
  for (const target of browser.targets()) {
    if (target.type() !== 'page' || !/^https?:/.test(target.url())) continue;
    const session = await target.createCDPSession();
    const { id } = await session.send('Runtime.getIsolateId');
    if (!heaps.has(id)) heaps.set(id, await heapOf(session));
    await session.detach();
  }
  return [...heaps.values()].reduce((sum, one) => sum + one, 0);
}
