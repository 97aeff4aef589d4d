/** What is said of something that was just done, on the card or as a toast. */
import type { Captured } from '../contract/capture.ts';
import { sentence, text } from './environment.ts';

export interface Notice {
  tone: 'good' | 'bad';
  text: string;
  /** The task whose last change can be taken back, and what is said then. */
  undo?: { taskId: string; said: string };
  /** Offers to sign in. */
  signIn?: true;
}

export function noticeOf(captured: Captured): Notice {
  const { name } = captured;
  const undo = 'taskId' in captured && { taskId: captured.taskId, said: text('capture_undone', name) };
  switch (captured.how) {
    case 'made':
      return { tone: 'good', text: text('task_created', name), ...(undo && { undo }) };
    case 'known':
      return { tone: 'good', text: text('capture_known', name) };
    case 'waiting':
      return { tone: 'good', text: text('capture_waiting', name), ...(undo && { undo }), signIn: true };
    case 'failed':
      return { tone: 'bad', text: text('capture_failed', name, sentence(captured.error)) };
  }
}
