/** The backend in a process of its own, which ends itself at a given step of its writing, as a power cut would. */
import { startBackend } from './backend.ts';
import type { CallMessage } from './killable.ts';

const [dir = '', steps = ''] = process.argv.slice(2);
let left = Number(steps);
const backend = await startBackend({
  dir,
  onCrashPoint: () => {
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  },
});
process.on('message', ({ id, owner, method, target, body }: CallMessage) => {
  void backend
    .tasksOf(owner)(method, target, body)
    .then((answer) => process.send?.({ id, answer }));
});
process.send?.('ready');
