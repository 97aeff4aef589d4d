// The runtime inside a worker thread: loads the deployed bundle, answers one event at a time.
// Plain JavaScript, so that a worker needs no loader and the bundle sees nothing but what Lambda gives it.
import { parentPort, workerData } from 'node:worker_threads';

const { [workerData.exportName]: handler } = await import(workerData.bundle);
if (typeof handler !== 'function') {
  throw Object.assign(new Error(`${workerData.exportName} is undefined or not exported`), {
    name: 'Runtime.HandlerNotFound',
  });
}

parentPort.on('message', async ({ event, context, deadline }) => {
  try {
    const result = await handler(JSON.parse(event), {
      ...context,
      getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    });
    parentPort.postMessage({ result: JSON.stringify(result ?? null) });
  } catch (error) {
    const { name = 'Error', message = String(error), stack = '' } = error ?? {};
    parentPort.postMessage({ failure: { errorType: name, errorMessage: message, trace: stack.split('\n') } });
  }
});
