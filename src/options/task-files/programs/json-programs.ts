/** The programs that write JSON, each known by the shape of its file. */
import type { Use } from '../columns.ts';
import { type FileRecord, type Program, type Table, tableOf } from '../table.ts';
import { flatten, isObject, type JsonObject, list, word } from './json-values.ts';

type Entry = Parameters<typeof tableOf>[1][number];

/** @returns null if the file is of another program */
type JsonReader = (file: unknown) => Table | null;

const table = (program: Program, records: readonly (FileRecord | null)[], uses: Record<string, Use>) =>
  tableOf(
    program,
    records.map((record, index): Entry => ({ line: index + 1, record })),
    uses,
  );

const objects = (value: unknown): JsonObject[] => list(value).filter(isObject);
const byId = (value: unknown, name: string): Map<string, string> =>
  new Map(objects(value).map((one) => [word(one.id), word(one[name])]));

/** Google Takeout: lists with their tasks. A due day has no time, whatever stands there. */
const googleTasks: JsonReader = (file) => {
  if (!isObject(file) || file.kind !== 'tasks#taskLists') return null;
  const entries = objects(file.items).flatMap((one) => {
    const titles = byId(one.items, 'title');
    return objects(one.items).map((task): Omit<Entry, 'line'> => {
      const { title, notes, due, status, completed, created, parent, links, deleted, ...rest } = task;
      const record = {
        title: word(title),
        list: word(one.title),
        notes: word(notes),
        due: word(due).slice(0, 10),
        status: word(status),
        completed: word(completed),
        created: word(created),
        'Part of': titles.get(word(parent)) ?? '',
        links: objects(links)
          .map(({ link }) => word(link))
          .join('\n'),
        ...flatten(rest),
      };
      return { record, ...(deleted === true && { problem: 'deleted' as const }) };
    });
  });
  const ignored = Object.fromEntries(
    ['id', 'hidden', 'task_type', 'webViewLink', 'selfLink', 'position'].map((name) => [
      name,
      'ignored' as const,
    ]),
  );
  return tableOf(
    'googleTasks',
    entries.map((entry, index) => ({ line: index + 1, ...entry })),
    ignored,
  );
};

/** A board of Trello: its lists, cards, checklists and the comments among its actions. */
const trello: JsonReader = (file) => {
  if (!isObject(file) || !Array.isArray(file.cards) || !Array.isArray(file.lists)) return null;
  const lists = byId(file.lists, 'name');
  const members = byId(file.members, 'fullName');
  const gathered = (groups: [string, string][]) => {
    const found = new Map<string, string[]>();
    for (const [id, value] of groups) found.set(id, [...(found.get(id) ?? []), value]);
    return found;
  };
  const checklists = gathered(
    objects(file.checklists).map((one) => [
      word(one.idCard),
      [word(one.name), checkItems(one.checkItems)].filter(Boolean).join('\n'),
    ]),
  );
  const comments = gathered(
    objects(file.actions).flatMap(({ type, data }) =>
      type === 'commentCard' && isObject(data) && isObject(data.card)
        ? [[word(data.card.id), word(data.text)]]
        : [],
    ),
  );
  const records = list(file.cards).map((card) => {
    if (!isObject(card)) return null;
    const id = word(card.id);
    return {
      name: word(card.name),
      board: word(file.name),
      list: lists.get(word(card.idList)) ?? '',
      desc: word(card.desc),
      due: word(card.due),
      start: word(card.start),
      dueComplete: word(card.dueComplete),
      closed: word(card.closed),
      url: word(card.shortUrl) || word(card.url),
      labels: objects(card.labels)
        .map(({ name, color }) => word(name) || word(color))
        .join(', '),
      members: list(card.idMembers)
        .map((one) => members.get(word(one)) ?? '')
        .filter(Boolean)
        .join(', '),
      checklists: checklists.get(id)?.join('\n') ?? '',
      comments: comments.get(id)?.join('\n\n') ?? '',
      attachments: objects(card.attachments)
        .map(({ url }) => word(url))
        .join('\n'),
    };
  });
  return table('trello', records, {
    board: 'project',
    list: 'words',
    dueComplete: 'completed',
    closed: 'completed',
    comments: 'words',
  });
};

const checkItems = (items: unknown): string =>
  objects(items)
    .map(({ name, displayName, state, isChecked }) => {
      const done = state === 'complete' || isChecked === true;
      return `${done ? '☑' : '☐'} ${word(name) || word(displayName)}`;
    })
    .join('\n');

/** Asana: tasks with their subtasks. */
const asana: JsonReader = (file) => {
  const tasks = isObject(file) ? objects(file.data) : [];
  if (!tasks.some((task) => 'gid' in task && 'name' in task)) return null;
  const records: FileRecord[] = [];
  const add = (task: JsonObject, parent: string, depth: number) => {
    const { subtasks, memberships, completed, completed_at, due_on, due_at, projects, ...rest } = task;
    const [place] = objects(memberships);
    records.push({
      due: word(due_at) || word(due_on),
      completed: word(completed),
      completed_at: word(completed_at),
      projects: objects(projects)
        .map(({ name }) => word(name))
        .join(', '),
      section: isObject(place?.section) ? word(place.section.name) : '',
      'Part of': parent,
      ...flatten(rest),
    });
    if (depth < 5) for (const one of objects(subtasks)) add(one, word(task.name), depth + 1);
  };
  for (const task of tasks) add(task, '', 0);
  return table('asana', records, {
    modified_at: 'ignored',
    permalink_url: 'address',
    resource_type: 'ignored',
  });
};

const milkPriorities: Record<string, string> = { P1: 'high', P2: 'medium', P3: 'low', PN: 'none' };

/** Remember The Milk: times are milliseconds, notes stand apart and belong to a series. */
const rememberTheMilk: JsonReader = (file) => {
  if (!isObject(file) || !objects(file.tasks).some((task) => 'series_id' in task && 'name' in task))
    return null;
  const lists = byId(file.lists, 'name');
  const titles = byId(file.tasks, 'name');
  const notes = new Map<string, string[]>();
  for (const { series_id, title, content } of objects(file.notes)) {
    const note = [word(title), word(content)].filter(Boolean).join('\n');
    notes.set(word(series_id), [...(notes.get(word(series_id)) ?? []), note]);
  }
  const entries = list(file.tasks).map((task, index): Entry => {
    if (!isObject(task)) return { line: index + 1, record: null };
    const { series_id, list_id, parent_id, priority, date_due_has_time, repeat_every, ...rest } = task;
    const record = {
      list: lists.get(word(list_id)) ?? '',
      priority: milkPriorities[word(priority)] ?? word(priority),
      'Part of': titles.get(word(parent_id)) ?? '',
      notes: notes.get(word(series_id))?.join('\n\n') ?? '',
      ...flatten(rest),
    };
    return { line: index + 1, record, ...(task.date_trashed ? { problem: 'deleted' as const } : {}) };
  });
  return tableOf('rememberTheMilk', entries, {
    date_modified: 'ignored',
    date_added: 'ignored',
    source: 'ignored',
    postponed: 'ignored',
    date_start_has_time: 'ignored',
  });
};

/** Motion: the answer of its interface, or its export. */
const motion: JsonReader = (file) => {
  if (!isObject(file) || !isObject(file.meta) || !('pageSize' in file.meta)) return null;
  const records = list(file.tasks).map((task) => (isObject(task) ? flatten(task) : null));
  return table('motion', records, {
    completedTime: 'completed',
    'project.id': 'ignored',
    'workspace.id': 'ignored',
    'status.isDefaultStatus': 'ignored',
    'status.isResolvedStatus': 'completed',
    'status.name': 'words',
  });
};

/** Microsoft To Do, as its own interface (Graph) and the tools that use it write it: lists with tasks, or tasks. */
const microsoftToDo: JsonReader = (file) => {
  const lists = listsOf(file);
  const tasks = lists.flatMap(({ name, tasks: its }) => its.map((task) => ({ name, task })));
  if (!tasks.some(({ task }) => 'importance' in task && 'status' in task && 'title' in task)) return null;
  const records = tasks.map(({ name, task }) => {
    const { body, checklistItems, recurrence, ...rest } = task;
    return {
      list: name,
      body: isObject(body) ? word(body.content) : word(body),
      checklist: checkItems(checklistItems),
      recurrence: isObject(recurrence) ? JSON.stringify(recurrence.pattern ?? recurrence) : word(recurrence),
      ...flatten(rest),
    };
  });
  const zones = ['dueDateTime', 'completedDateTime', 'reminderDateTime', 'startDateTime'];
  return table('microsoftToDo', records, {
    'dueDateTime.dateTime': 'due',
    'completedDateTime.dateTime': 'completed',
    ...Object.fromEntries(zones.map((name) => [`${name}.timeZone`, 'ignored' as const])),
    isReminderOn: 'ignored',
    hasAttachments: 'ignored',
    lastModifiedDateTime: 'ignored',
    '@odata.etag': 'ignored',
  });
};

function listsOf(file: unknown): { name: string; tasks: JsonObject[] }[] {
  const inside = isObject(file) ? (file.value ?? file.lists ?? file.tasks) : file;
  const apart = isObject(file) && isObject(file.tasks) ? file.tasks : {};
  return objects(inside).map((one) => {
    const within = one.tasks ?? (Object.hasOwn(apart, word(one.id)) ? apart[word(one.id)] : undefined);
    return within === undefined
      ? { name: '', tasks: [one] }
      : { name: word(one.displayName) || word(one.title) || word(one.name), tasks: objects(within) };
  });
}

export const jsonPrograms: readonly JsonReader[] = [
  googleTasks,
  trello,
  rememberTheMilk,
  motion,
  asana,
  microsoftToDo,
];
