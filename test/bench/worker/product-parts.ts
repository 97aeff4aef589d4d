/** The parts of our background as it makes them, asked for one signed call a message: its router would merge them into one. */
import { createBackground } from '../../../src/background/background.ts';
import { browserEnvironment } from '../../../src/background/browser/environment.ts';
import { createRetryTimer } from '../../../src/background/tasks/retry-timer.ts';

const background = createBackground(
  browserEnvironment(
    createRetryTimer({ set: () => {}, clear: () => {} }, Math.random, () => true),
    () => {},
    () => {},
  ),
);

async function call(): Promise<string> {
  const { configuration, session } = await background;
  const { tasks } = configuration.services().leased(session.lease(), session);
  return JSON.stringify({ projects: await tasks.projects(false) });
}

chrome.runtime.onMessage.addListener((_message: string, _sender, respond) => {
  call().then(respond, (error) => respond(String(error?.stack ?? error)));
  return true;
});
