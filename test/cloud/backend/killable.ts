/** A backend whose process dies again and again; its callers ask again until they get an answer, as the outbox does. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { TaskAnswer, TaskCaller } from '../../../src/cloud/local/seed/task-caller.ts';
import { bundled } from '../../../src/dev/bundled.mjs';
import { projectFolder } from '../../../src/dev/project.ts';

export interface CallMessage {
  id: number;
  owner: string;
  method: string;
  target: string;
  body: unknown;
}

export interface Killable {
  tasksOf(owner: string): TaskCaller;
  /** How often a process was killed so far. */
  readonly kills: number;
  stop(): Promise<void>;
}

/** @param nextSteps after how many steps of writing the next process ends itself */
export function startKillable(dir: string, nextSteps: () => number): Killable {
  const bundling = bundled(projectFolder, 'test/cloud/backend/killable-process.ts');
  let kills = 0;
  let id = 0;
  let running = start();

  async function start(): Promise<ChildProcess> {
    const child = fork(await bundling, [dir, String(nextSteps())], { execArgv: [] });
    // One for each caller that waits, of which there may be many.
    child.setMaxListeners(0);
    const [message] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
    if (message === 'ready') return child;
    // It was killed while it finished what its predecessor had begun.
    kills += 1;
    return start();
  }

  async function attempt(message: CallMessage): Promise<TaskAnswer | null> {
    const serving = running;
    const child = await serving;
    return new Promise((resolve) => {
      const finish = (answer: TaskAnswer | null) => {
        child.off('message', hear);
        child.off('exit', die);
        resolve(answer);
      };
      const hear = (reply: { id: number; answer: TaskAnswer }) => {
        if (reply.id === message.id) finish(reply.answer);
      };
      const die = () => {
        if (running === serving) {
          kills += 1;
          running = start();
        }
        finish(null);
      };
      child.on('message', hear).on('exit', die);
      if (child.connected) child.send(message, (error) => error && child.exitCode !== null && die());
      else die();
    });
  }

  return {
    get kills() {
      return kills;
    },
    tasksOf: (owner) => async (method, target, body) => {
      for (;;) {
        id += 1;
        const answer = await attempt({ id, owner, method, target, body });
        if (answer) return answer;
      }
    },
    async stop() {
      const child = await running;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}
