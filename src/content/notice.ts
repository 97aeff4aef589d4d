/** What is said of something that was just done, on the card or as a toast. */
import type { Captured } from '../contract/capture.ts';
import type { TextKey } from '../ui/i18n/texts.ts';
import { sentence, text } from './environment.ts';
import { shorten } from './paint/lines.ts';

/** A sentence as screen readers say it, and as it is seen. */
export interface Wording {
  said: string;
  seen: string;
}

export interface Notice extends Wording {
  tone: 'good' | 'bad';
  /** The task whose last change can be taken back, and what is said then. */
  undo?: { taskId: string; done: Wording };
  /** Offers to sign in. */
  signIn?: true;
}

/** Of a task's name, so many characters leave room for what is said of it. */
const room = 36;

/** A sentence about a task; seen with a name that leaves room for the sentence. */
export const about = (key: TextKey, name: string, ...values: string[]): Wording => ({
  said: text(key, name, ...values),
  seen: text(key, shorten(name, room), ...values),
});

/** A sentence that is no more than that. */
export const plain = (words: string): Wording => ({ said: words, seen: words });

export function noticeOf(captured: Captured): Notice {
  const { name } = captured;
  const undo = 'taskId' in captured && { taskId: captured.taskId, done: about('capture_undone', name) };
  switch (captured.how) {
    case 'made':
      return { tone: 'good', ...about('task_created', name), ...(undo && { undo }) };
    case 'known':
      return { tone: 'good', ...about('capture_known', name) };
    case 'waiting':
      return { tone: 'good', ...about('capture_waiting', name), ...(undo && { undo }), signIn: true };
    case 'failed':
      return { tone: 'bad', ...about('capture_failed', name, sentence(captured.error)) };
  }
}
