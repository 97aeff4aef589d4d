/**
 * Fields that other programs have and our tasks do not have yet: priority, time of day, repetition, a parent task. Their
 * values become words in the description. Once a field exists, its value is taken over here.
 */

/** The words, in the person's language. */
export interface LaterWords {
  priority: string;
  time: string;
  repeat: string;
  urgent: string;
  high: string;
  medium: string;
  low: string;
}

/** What a reader has put into a column of priorities. Other texts stay as they are. */
export const levels = ['urgent', 'high', 'medium', 'low'] as const;
export type Level = (typeof levels)[number];

/** A line of the description. */
export type KeptLine = readonly [label: string, value: string];

export const priorityLine = (value: string, words: LaterWords): KeptLine[] => {
  const level = levels.find((one) => one === value.toLowerCase());
  return /^(normal|none|no|0)$/i.test(value) ? [] : [[words.priority, level ? words[level] : value]];
};
export const timeLine = (time: string, words: LaterWords): KeptLine[] => (time ? [[words.time, time]] : []);
export const repeatLine = (value: string, words: LaterWords): KeptLine[] =>
  /^(false|no|never|none|0)$/i.test(value) ? [] : [[words.repeat, value]];
