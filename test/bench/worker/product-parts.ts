/** The parts of our background as it makes them, asked for one signed call a message: its router would merge them into one. */
import { createBackground } from '../../../src/background/background.ts';
import { createRetryTimer } from '../../../src/background/tasks/retry-timer.ts';

const parts = createBackground(
  createRetryTimer({ set: () => {}, clear: () => {} }, Math.random, () => true),
  () => {},
  () => {},
);

async function call(): Promise<string> {
  const { tasks } = (await parts).services();
  return JSON.stringify({ projects: await tasks.projects(false) });
}

chrome.runtime.onMessage.addListener((_message: string, _sender, respond) => {
  call().then(respond, (error) => respond(String(error?.stack ?? error)));
  return true;
});
