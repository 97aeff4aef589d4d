/** Files as other programs write them. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { linesOf, open, read, today } from './read.ts';

const sample = (name: string) => readFileSync(new URL(`samples/${name}`, import.meta.url), 'utf8');
const rows = (...lines: string[]) => lines.join('\r\n');

describe('a file of Todoist', () => {
  it('FI1: has its tasks, with days, priorities and notes; sections and settings are none', () => {
    const table = open('Home.csv', sample('todoist-project.csv'));
    expect(table).toMatchObject({ program: 'todoist', besides: { sections: 2, notes: 1, settings: 1 } });
    expect(read('Home.csv', sample('todoist-project.csv'))).toMatchObject([
      {
        name: 'Oil the window @house',
        due: '',
        description: 'With linseed oil\n\nPriority: high\nDATE: yearly',
      },
      { name: 'Bathroom', due: '', description: 'Used the good brush\n\nPart of: Oil the window @house' },
      {
        name: 'clean',
        due: '2026-12-24',
        description: 'Priority: urgent\nDEADLINE: 2026-12-31\nSection: Stove',
      },
    ]);
    expect(linesOf(table).map((one) => 'remarks' in one && one.remarks)).toEqual([['dueKept'], [], []]);
  });

  it('FI1: of other versions is read by its columns, in any order', () => {
    const text = rows(
      'TYPE,CONTENT,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE',
      'task,Plan,3,1,,Kim (7),2026-12-24 10:00,en,UTC',
      'note,"first, and',
      'second",,,,,,,',
      'note,third,,,,,,,',
      'task,Step,4,2,,,,,',
      'task,Smaller step,4,3,,,every day,,',
      'task,Other,4,1,,,,,',
      'section,Later,,,,,,,',
      'task,Last,4,2,,,,,',
    );
    expect(read('x.csv', text)).toMatchObject([
      {
        name: 'Plan',
        due: '2026-12-24',
        description: 'first, and\r\nsecond\n\nthird\n\nPriority: medium\nRESPONSIBLE: Kim (7)\nTime: 10:00',
      },
      { name: 'Step', description: 'Part of: Plan' },
      { name: 'Smaller step', description: 'DATE: every day\nPart of: Step' },
      { name: 'Other', description: '' },
      { name: 'Last', description: 'Section: Later' },
    ]);
  });
});

describe('a file of TickTick', () => {
  it('FI2: is found below its first lines, and its times are days of their own zone', () => {
    const table = open('backup.csv', sample('ticktick-backup.csv'));
    expect(table).toMatchObject({ program: 'tickTick', besides: { settings: 3 } });
    expect(linesOf(table)).toMatchObject([
      {
        line: 8,
        task: {
          name: 'Buy milk',
          project: 'Inbox',
          due: '2026-12-20',
          completedOn: '',
          createdOn: '2026-07-18',
          description: expect.stringMatching(/^Get two litres\n\nTags: food\nPriority: medium/),
        },
      },
      {
        task: {
          name: 'Write report',
          project: 'Work',
          due: '2026-12-23',
          completedOn: '2026-07-19',
          description: 'Tags: urgent,work\nPriority: high',
        },
      },
      { task: { name: 'No date', due: '', description: 'Just a note\n\nPart of: Write report' } },
    ]);
    expect(linesOf(table).flatMap((one) => ('remarks' in one ? one.remarks : one.problem))).toEqual([]);
  });

  const header =
    '"Folder Name","List Name","Title","Content","Start Date","Due Date","Repeat","Priority","Status","Timezone","Is All Day"';
  it.each([
    [
      'a time in a zone east of here',
      '2026-12-24T16:30:00+0000',
      'Asia/Tokyo',
      'false',
      '2026-12-25',
      'Time: 01:30',
    ],
    [
      'a time in a zone west of here',
      '2026-12-24T03:00:00+0000',
      'America/New_York',
      'false',
      '2026-12-23',
      'Time: 22:00',
    ],
    ['midnight of a zone', '2026-12-24T05:00:00+0000', 'America/New_York', 'true', '2026-12-24', ''],
    [
      'a zone that is not known',
      '2026-12-24T10:00:00+0000',
      'Mars/Base',
      'true',
      '2026-12-24',
      'Time: 11:00',
    ],
  ])('FI2: keeps the day of %s', (_, due, zone, allDay, day, description) => {
    const text = rows('"Date: x"', header, `"","Home","A","","","${due}","","0","0","${zone}","${allDay}"`);
    expect(read('x.csv', text)).toMatchObject([{ due: day, description }]);
  });

  it('FI2: is due on its start if it has no other day, and is done when it is archived or dropped', () => {
    const text = rows(
      header,
      ...[0, 1, 2, -1].map((status) => `,L,A,,2026-12-24T00:00:00+0000,,FREQ=DAILY,1,${status},UTC,true`),
    );
    expect(read('x.csv', text)).toMatchObject(
      ['', today, today, today].map((completedOn) => ({
        due: '2026-12-24',
        completedOn,
        description: 'Repeats: FREQ=DAILY\nPriority: low',
      })),
    );
  });
});

describe('FI3: a file of', () => {
  it('Asana keeps finished tasks finished, and what has no field of its own', () => {
    expect(open('a.csv', sample('asana.csv')).program).toBe('asana');
    expect(read('a.csv', sample('asana.csv'))).toMatchObject([
      {
        name: 'Launch site',
        project: 'Website',
        due: '2026-12-15',
        completedOn: '',
        createdOn: '2026-09-01',
        description:
          'Line one\nLine two, with a comma\n\nSection/Column: Build\nAssignee: Someone\nAssignee Email: someone@example.com\nStart Date: 2026-09-20\nTags: Design,Q4 launch',
      },
      {
        name: 'Write copy',
        completedOn: '2026-09-10',
        description: expect.stringContaining('Parent task: Launch site'),
      },
      { name: 'Pick fonts', project: 'Marketing' },
    ]);
  });

  it('Asana in JSON, with subtasks', () => {
    const file = {
      data: [
        {
          gid: '1',
          name: 'Launch',
          completed: false,
          due_on: '2026-12-15',
          notes: 'n',
          projects: [{ gid: '9', name: 'Site' }],
          memberships: [{ section: { name: 'Build' } }],
          assignee: { gid: '5', name: 'Kim' },
          subtasks: [{ gid: '2', name: 'Copy', completed: true, completed_at: '2026-09-10T09:00:00.000Z' }],
        },
      ],
    };
    expect(open('a.json', JSON.stringify(file)).program).toBe('asana');
    expect(read('a.json', JSON.stringify(file))).toMatchObject([
      {
        name: 'Launch',
        project: 'Site',
        due: '2026-12-15',
        description: expect.stringContaining('section: Build'),
      },
      { name: 'Copy', completedOn: '2026-09-10', description: 'Part of: Launch' },
    ]);
  });

  it('Google Tasks keeps finished tasks finished, with their lists', () => {
    expect(open('Tasks.json', sample('google-tasks-takeout.json')).program).toBe('googleTasks');
    expect(read('Tasks.json', sample('google-tasks-takeout.json'))).toMatchObject([
      {
        name: 'Renew passport',
        project: 'My Tasks',
        due: '2026-12-10',
        description: 'photos',
        completedOn: '',
      },
      { name: 'Old one', completedOn: '2026-10-01' },
    ]);
  });

  it('Google Tasks with subtasks, links and what was deleted', () => {
    const items = [
      { id: 'a', title: 'Trip', status: 'needsAction', due: '2026-12-10T23:00:00.000Z' },
      {
        id: 'b',
        title: 'Hotel',
        parent: 'a',
        status: 'completed',
        links: [{ link: 'https://example.org/1' }],
      },
      { id: 'c', title: 'Gone', deleted: true },
    ];
    const file = { kind: 'tasks#taskLists', items: [{ title: 'Home', items }] };
    expect(read('Tasks.json', JSON.stringify(file))).toMatchObject([
      { name: 'Trip', due: '2026-12-10' },
      { name: 'Hotel', completedOn: today, description: 'Part of: Trip\nlinks: https://example.org/1' },
      'deleted',
    ]);
  });

  it('Microsoft To Do as Outlook saves it', () => {
    const text = rows(
      '"Subject","Start Date","Due Date","Reminder On/Off","Date Completed","% Complete","Categories","Notes","Priority","Private","Sensitivity","Status"',
      '"Call","9/8/2026","9/30/2026","True","","0","Home","Ask","High","False","Normal","Not Started"',
      '"Send","","8/30/2026","False","9/1/2026","100","","","Low","False","Normal","Completed"',
      '"Half","","","False","","50","","","Normal","False","Normal","In Progress"',
    );
    expect(open('o.csv', text).program).toBe('microsoftToDo');
    expect(read('o.csv', text)).toMatchObject([
      {
        name: 'Call',
        due: '2026-09-30',
        completedOn: '',
        description: expect.stringMatching(/^Ask\n\n[\s\S]*Priority: high/),
      },
      { name: 'Send', due: '2026-08-30', completedOn: '2026-09-01' },
      { name: 'Half', completedOn: '', description: expect.stringContaining('Status: In Progress') },
    ]);
  });

  const graphTask = {
    id: 'x',
    title: 'Call',
    status: 'completed',
    importance: 'high',
    body: { content: 'Ask', contentType: 'text' },
    dueDateTime: { dateTime: '2026-12-24T00:00:00.0000000', timeZone: 'UTC' },
    completedDateTime: { dateTime: '2026-11-02T00:00:00.0000000', timeZone: 'UTC' },
    checklistItems: [
      { displayName: 'a', isChecked: true },
      { displayName: 'b', isChecked: false },
    ],
  };
  it.each([
    ['an answer', { value: [graphTask] }, 'N/A'],
    ['lists', [{ id: 'l', displayName: 'Home', tasks: [graphTask] }], 'Home'],
    ['lists apart', { lists: [{ id: 'l', displayName: 'Home' }], tasks: { l: [graphTask] } }, 'Home'],
  ])('Microsoft To Do in JSON: %s', (_, file, project) => {
    expect(open('t.json', JSON.stringify(file)).program).toBe('microsoftToDo');
    expect(read('t.json', JSON.stringify(file))).toMatchObject([
      {
        name: 'Call',
        project,
        due: '2026-12-24',
        completedOn: '2026-11-02',
        description: 'Ask\n\nchecklist: ☑ a\n☐ b\nPriority: high',
      },
    ]);
  });

  it('Trello as a table', () => {
    const text = rows(
      'Card ID,Card Name,Card URL,Card Description,Labels,Members,Due Date,Attachment Count,Checklist Item Total Count,Vote Count,Comment Count,Last Activity Date,List ID,List Name,Board ID,Board Name,Archived,Start Date,Due Complete',
      '1,Paint,https://trello.com/c/1,With care,Red,Kim,2026-12-24T11:00:00.000Z,0,2,0,0,2026-01-01,5,Doing,6,House,false,,false',
      '2,Old,https://trello.com/c/2,,,,,0,0,0,0,2026-01-01,5,Done,6,House,true,,true',
    );
    expect(open('b.csv', text).program).toBe('trello');
    expect(read('b.csv', text)).toMatchObject([
      {
        name: 'Paint',
        project: 'House',
        due: '2026-12-24',
        source: { url: 'https://trello.com/c/1' },
        description:
          'With care\n\nLabels: Red\nMembers: Kim\nTime: 12:00\nChecklist Item Total Count: 2\nList Name: Doing',
      },
      { name: 'Old', completedOn: today, description: 'List Name: Done' },
    ]);
  });

  it('Trello as a board in JSON', () => {
    const board = {
      name: 'House',
      lists: [{ id: 'l', name: 'Doing' }],
      members: [{ id: 'm', fullName: 'Kim' }],
      checklists: [
        {
          idCard: 'c',
          name: 'Steps',
          checkItems: [
            { name: 'a', state: 'complete' },
            { name: 'b', state: 'incomplete' },
          ],
        },
      ],
      actions: [
        { type: 'commentCard', data: { text: 'Good', card: { id: 'c' } } },
        { type: 'updateCard', data: {} },
      ],
      cards: [
        {
          id: 'c',
          name: 'Paint',
          desc: 'With care',
          idList: 'l',
          idMembers: ['m'],
          labels: [{ name: '', color: 'red' }],
          due: '2026-12-24T11:00:00.000Z',
          dueComplete: true,
          closed: false,
          shortUrl: 'https://trello.com/c/1',
        },
        null,
      ],
    };
    expect(open('b.json', JSON.stringify(board)).program).toBe('trello');
    expect(read('b.json', JSON.stringify(board))).toMatchObject([
      {
        name: 'Paint',
        project: 'House',
        due: '2026-12-24',
        completedOn: today,
        source: { url: 'https://trello.com/c/1' },
        description: expect.stringMatching(
          /^With care\n\nlist: Doing\n[\s\S]*labels: red\nmembers: Kim\nchecklists: Steps\n☑ a\n☐ b\ncomments: Good$/,
        ),
      },
      'notATask',
    ]);
  });

  it('Remember The Milk', () => {
    const file = {
      lists: [{ id: 'l', name: 'Home' }],
      notes: [{ id: 'n', series_id: 's', title: 'T', content: 'Two litres' }],
      tasks: [
        {
          id: '1',
          series_id: 's',
          list_id: 'l',
          name: 'Milk',
          priority: 'P1',
          tags: ['food', 'shop'],
          date_created: Date.UTC(2026, 9, 1, 9),
          date_due: Date.UTC(2026, 11, 24, 23),
          date_due_has_time: false,
          repeat: 'RRULE:FREQ=DAILY',
          source: 'js',
        },
        {
          id: '2',
          series_id: 'r',
          list_id: 'l',
          parent_id: '1',
          name: 'Old',
          priority: 'PN',
          date_completed: Date.UTC(2026, 9, 2, 9),
        },
        { id: '3', series_id: 'q', list_id: 'l', name: 'Gone', date_trashed: 1 },
      ],
    };
    expect(open('m.json', JSON.stringify(file)).program).toBe('rememberTheMilk');
    expect(read('m.json', JSON.stringify(file))).toMatchObject([
      {
        name: 'Milk',
        project: 'Home',
        due: '2026-12-25',
        createdOn: '2026-10-01',
        description: 'T\nTwo litres\n\nPriority: high\ntags: food, shop\nRepeats: RRULE:FREQ=DAILY',
      },
      { name: 'Old', completedOn: '2026-10-02', description: 'Part of: Milk' },
      'deleted',
    ]);
  });

  it('Motion keeps days and what is finished', () => {
    expect(open('motion.json', sample('motion.json')).program).toBe('motion');
    expect(read('motion.json', sample('motion.json'))).toMatchObject([
      { name: 'Approve leave', due: '2026-12-16', completedOn: '', description: 'Time: 14:59' },
      { name: 'Done thing', completedOn: '2026-05-16' },
    ]);
  });

  it('Notion, which is known by its name', () => {
    const name = 'Tasks 0123456789abcdef0123456789abcdef_all.csv';
    const text = rows(
      '\uFEFFName,Assign,Due,Status',
      'Plan,Kim,"December 24, 2026 10:00 AM",In progress',
      'Trip,,"December 24, 2026 → December 26, 2026",Done',
    );
    expect(open(name, text).program).toBe('notion');
    expect(read(name, text)).toMatchObject([
      { name: 'Plan', due: '2026-12-24', description: 'Assign: Kim\nTime: 10:00\nStatus: In progress' },
      {
        name: 'Trip',
        due: '2026-12-26',
        completedOn: today,
        description: 'Due: December 24, 2026 → December 26, 2026',
      },
    ]);
  });
});

describe('FI8: JSON of any program', () => {
  it.each([
    ['a day by another name', { tasks: [{ name: 'A', dueDate: '2026-12-24' }] }, { due: '2026-12-24' }],
    ['a string under source', [{ name: 'A', source: 'web' }], { description: 'source: web' }],
    [
      'an address under source',
      [{ name: 'A', source: 'https://a.example' }],
      { source: { url: 'https://a.example' } },
    ],
    [
      'an address that is none',
      [{ name: 'A', source: { url: 'mailto:a' } }],
      { description: 'source.url: mailto:a' },
    ],
    [
      'things with names',
      { items: [{ title: 'A', project: { id: 7, name: 'P' }, tags: [{ name: 'x' }, 'y'] }] },
      { project: 'P', description: 'tags: x, y' },
    ],
    [
      'deep values',
      [{ name: 'A', a: { b: { c: { d: [1, { e: null }] } } } }],
      { description: 'a.b.c: {"d":[1,{"e":null}]}' },
    ],
    ['a day that is none', [{ name: 'A', due: 'soon' }], { due: '', description: 'due: soon' }],
  ])('keeps or tells of %s', (_, file, task) => {
    expect(read('x.json', JSON.stringify(file))).toMatchObject([{ name: 'A', ...task }]);
  });

  it.each([
    ['of lists with tasks', { lists: [{ title: 'L', items: [{ text: 'A', done: true }] }] }],
    ['of projects with tasks', [{ name: 'L', tasks: [{ title: 'A', done: true }] }]],
  ])('%s has the tasks, not the lists', (_, file) => {
    expect(read('x.json', JSON.stringify(file))).toMatchObject([
      { name: 'A', project: 'L', completedOn: today },
    ]);
  });

  it('refuses what is no task, one by one', () => {
    expect(read('x.json', '["a",null,7,{"colour":"red"},{"name":"b"}]')).toMatchObject([
      'notATask',
      'notATask',
      'notATask',
      'noName',
      { name: 'b' },
    ]);
  });
});
