// The runtime inside a worker thread: loads the deployed bundle, answers one event at a time. It is plain JavaScript,
// so that a worker needs no loader, and the bundle sees only what Lambda provides.
import { parentPort, workerData } from 'node:worker_threads';

const MachineDate = Date;
let { offsetMs } = workerData;
const now = () => MachineDate.now() + offsetMs;
// The function's clock is the cloud's, which a test may have set ahead or back.
globalThis.Date = new Proxy(MachineDate, {
  construct: (target, given, type) => Reflect.construct(target, given.length > 0 ? given : [now()], type),
  apply: () => new MachineDate(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});

const { [workerData.exportName]: handler } = await import(workerData.bundle);
if (typeof handler !== 'function') {
  throw Object.assign(new Error(`${workerData.exportName} is undefined or not exported`), {
    name: 'Runtime.HandlerNotFound',
  });
}

parentPort.on('message', async ({ event, context, leftMs, offsetMs: current }) => {
  offsetMs = current;
  const deadline = performance.now() + leftMs;
  try {
    const result = await handler(JSON.parse(event), {
      ...context,
      getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
    });
    parentPort.postMessage({ result: JSON.stringify(result ?? null) });
  } catch (error) {
    const { name = 'Error', message = String(error), stack = '' } = error ?? {};
    parentPort.postMessage({ failure: { errorType: name, errorMessage: message, trace: stack.split('\n') } });
  }
});
parentPort.postMessage({ ready: true });
