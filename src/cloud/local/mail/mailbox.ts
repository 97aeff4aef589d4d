/** The mails and text messages that the cloud has sent. They are not delivered: people and tests read them here. */
import * as v from 'valibot';
import type { Clock } from '../clock.ts';
import type { Records } from '../records/records.ts';

const mail = v.object({
  /** Rises with each mail. */
  id: v.string(),
  medium: v.optional(v.picklist(['email', 'sms']), 'email'),
  /** An address, or a phone number. */
  to: v.string(),
  subject: v.string(),
  text: v.string(),
  html: v.string(),
  /** Epoch ms. */
  at: v.number(),
  code: v.optional(v.string()),
});
export type Mail = v.InferOutput<typeof mail>;

export interface Mailbox {
  deliver(letter: Pick<Mail, 'medium' | 'to' | 'subject' | 'html' | 'code'>): Promise<void>;
  /** The latest first. */
  all(): Mail[];
  reset(): Promise<void>;
}

export function createMailbox(records: Records, clock: Clock): Mailbox {
  const table = records.table('mail', mail);
  return {
    deliver(letter) {
      const latest = this.all()[0]?.id ?? '0';
      const id = String(Number(latest) + 1).padStart(8, '0');
      return table.put(id, { id, ...letter, text: plainText(letter.html), at: clock.now() });
    },
    all: () => table.values().sort((one, other) => Number(other.id) - Number(one.id)),
    reset: () => table.clear(),
  };
}

const entities: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

/** The text of a mail, for programs without HTML. */
const plainText = (html: string) =>
  html
    .replace(/<br\s*\/?>|<\/(p|div|h\d)>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity)
    .trim();
