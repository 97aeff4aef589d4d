import { text } from '../../../ui/i18n/texts.ts';
import type { LaterWords } from '../../task-files/later-fields.ts';

/** The words for fields that our tasks do not have yet, in the person's language. */
export const laterWords = (): LaterWords => ({
  priority: text('import_word_priority'),
  time: text('import_word_time'),
  repeat: text('import_word_repeat'),
  urgent: text('import_word_urgent'),
  high: text('import_word_high'),
  medium: text('import_word_medium'),
  low: text('import_word_low'),
});
