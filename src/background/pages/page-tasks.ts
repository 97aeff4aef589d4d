/** Tasks and web pages: which belong together, and how one is made of the other. No address is ever sent to find out. */
import type { PageTask } from '../../contract/operations.ts';
import { linkAddress, pageAddress } from '../../domain/page-address.ts';
import type { NewTask, Task } from '../../domain/task.ts';
import { emptyTask } from '../../domain/task-fields.ts';
import { cutText, limits } from '../../domain/text-limits.ts';

/** The tasks made of the page at this address. */
export function tasksOfPage(tasks: readonly Task[], address: string): Task[] {
  const page = pageAddress(address);
  if (page === null) return [];
  return tasks.filter(({ source }) => source && addressOf(source) === page);
}

/** Thousands of tasks stay what they are from one page to the next: each address is normalised once. */
const addresses = new WeakMap<object, string | null>();
function addressOf(source: { url: string }): string | null {
  const known = addresses.get(source);
  if (known !== undefined) return known;
  const address = pageAddress(source.url);
  addresses.set(source, address);
  return address;
}

/** Only what the card shows. */
export function forCard({ taskId, name, project, due, completed }: Task): PageTask {
  return { taskId, name, project, due, completed };
}

export function webAddress(address: string | undefined): URL | null {
  return address && /^https?:/.test(address) && URL.canParse(address) ? new URL(address) : null;
}

/** A page or a link that a task is made of. */
export interface Place {
  title: string;
  url: URL;
}

/** Longest name that a selection gives, in UTF-16 units; a longer one is told whole in the description. */
const longestName = 120;

/** What pages put before their title while something is new: "•", "(2)", "(99+)". No year is one. */
const news = /^(?:(?:[•●○◉·*]|\(\d{1,3}(?:[.,]\d{3})*\+?\))\s*)+(?=\S)/;
/** The same at any place, in square brackets too, or in words: "Inbox (3)", "[3] Inbox", "3 new · Inbox". */
const anyNews = /[([]\d{1,3}(?:[.,]\d{3})*\+?[)\]]|^\d{1,3}\+? \p{L}+(?: \p{L}+)? [·•|–—-] /gu;

/** A task that reminds of a page. One without a title is named by its host. */
export const taskOfPage = (title: string, url: URL): NewTask =>
  taskOfLink(title.trim().replace(news, ''), url);

/** A task that reminds of a page by a link's words for it. */
export const taskOfLink = (text: string, url: URL): NewTask => taskOf(text || url.host, { title: text, url });

/** A task named by a text, and the page it was found on, where that is known. */
export function taskOf(text: string, place?: Place | null): NewTask {
  const kept = cutText(text.trim(), limits.description);
  const line = kept.replace(/\s+/g, ' ');
  const cut = cutText(line, longestName);
  const isLong = cut !== line;
  return {
    ...emptyTask,
    name: isLong ? `${cut.replace(/\s\S*$/, '')}…` : line,
    ...(isLong && { description: kept }),
    ...(place && sourceOf(place)),
  };
}

function sourceOf({ title, url }: Place): Pick<NewTask, 'source'> {
  const address = linkAddress(url.href) ?? url.href;
  // An address that is too long to keep is not kept: half of one leads nowhere.
  if (address.length > limits.url) return {};
  return { source: { title: cutText(title.trim() || url.host, limits.title), url: address } };
}

/** An open task of the same name and page: to make it again would be a slip of the hand. */
export function alreadyOpen(tasks: readonly Task[], task: NewTask): Task | undefined {
  const { source } = task;
  const same = (one: Task) => !one.completed && sayingOf(one) === sayingOf(task);
  return source && tasksOfPage(tasks, source.url).find(same);
}

/**
 * What a task says: its name; of one that is named by its page, the page's title without what is new there. The name keeps a
 * number that may be the page's own, such as "Chapter (3)": the title of one address tells what changes in it.
 */
function sayingOf({ name, source }: NewTask): string {
  const title = quiet(source?.title ?? '');
  return title && quiet(name) === quiet(taskOf(title).name) ? title : name;
}

const quiet = (title: string): string => {
  const rest = title.replace(news, '').replace(anyNews, '').replace(/\s+/g, ' ').trim();
  return rest || title;
};
