import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { changeTaskBody, createTaskBody, deleteTaskQuery } from '../../../src/contract/tasks-api.ts';
import { isoDate } from '../../../src/domain/day.ts';
import { noProject, task, taskDraft, taskSource, uuid } from '../../../src/domain/task.ts';
import { limits } from '../../../src/domain/text-limits.ts';
import { toTask } from '../../../src/options/task-files/file-task.ts';
import { context } from '../options/task-files/read.ts';

const accepts = (schema: v.GenericSchema, input: unknown) => v.safeParse(schema, input).success;

describe('a day', () => {
  it('is one that the calendar has', () => {
    for (const day of ['2026-11-20', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31']) {
      expect(accepts(isoDate, day)).toBe(true);
    }
    for (const day of [
      '2026-02-29',
      '1900-02-29',
      '2026-04-31',
      '2026-13-01',
      '2026-00-10',
      '2026-01-00',
      '2026-1-1',
      '20261120',
      ' 2026-11-20',
      '2026-11-20T00:00Z',
      '',
    ]) {
      expect(accepts(isoDate, day)).toBe(false);
    }
  });

  it('is any that Date writes', () => {
    const days = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(fc.property(days, (date) => accepts(isoDate, date.toISOString().slice(0, 10))));
  });
});

describe('an id', () => {
  it('is a UUID in lower case, and nothing that could be a path or a key of another row', () => {
    fc.assert(fc.property(fc.uuid({ version: [4, 7, 8] }), (id) => accepts(uuid, id)));
    for (const id of [
      '',
      'x',
      '../a',
      'task#1',
      '0B5C1E0A-1111-4222-8333-444444444444',
      '0b5c1e0a-1111-4222-8333-444444444444 ',
    ]) {
      expect(accepts(uuid, id)).toBe(false);
    }
  });
});

describe('a draft', () => {
  it('loses spaces around its texts, and goes to N/A without a project', () => {
    expect(v.parse(taskDraft, { name: ' Ship it ', project: '  ' })).toEqual({
      name: 'Ship it',
      project: noProject,
      due: '',
      description: '',
    });
  });

  it('needs a name, within the bounds', () => {
    for (const name of ['', '   ', undefined, 7, 'x'.repeat(limits.name + 1)])
      expect(accepts(taskDraft, { name })).toBe(false);
    expect(accepts(taskDraft, { name: 'x'.repeat(limits.name) })).toBe(true);
  });

  it('may be due in any year, or never', () => {
    for (const due of ['', '1999-12-31', '2027-01-01', '2999-06-30'])
      expect(accepts(taskDraft, { name: 'x', due })).toBe(true);
    for (const due of ['tomorrow', '2027-02-30', null])
      expect(accepts(taskDraft, { name: 'x', due })).toBe(false);
  });
});

describe('a source', () => {
  it('is a web page', () => {
    expect(accepts(taskSource, { title: 'Page', url: 'https://example.com/a?b#c' })).toBe(true);
    for (const url of [
      'javascript:alert(1)',
      'file:///etc/passwd',
      'chrome://settings',
      '//example.com',
      '',
    ]) {
      expect(accepts(taskSource, { title: '', url })).toBe(false);
    }
  });
});

it.each([
  'https://',
  'http://',
  'https:///',
  'https://?a',
  'https://#a',
  'https:// ',
  'https://[',
  'https://a b/',
  'https://a:b/',
  'https://a:99999/',
  'https://%/',
  'https://exa^mple.org/',
])('LO8: the address %j leads nowhere, and is refused of a new task and of an import', (url) => {
  expect(accepts(taskSource, { title: 'x', url })).toBe(false);
  const ids = {
    changeId: '0b5c1e0a-1111-4222-8333-444444444444',
    taskId: '0b5c1e0a-1111-4222-8333-555555555555',
  };
  const body = { ...ids, name: 'x', createdOn: '2026-11-20', source: { title: 'x', url } };
  expect(accepts(createTaskBody, body)).toBe(false);
  const columns = [
    { name: 'name', use: 'name' },
    { name: 'url', use: 'address' },
  ] as const;
  expect(toTask({ line: 1, cells: ['x', url] }, columns, context)).toEqual({
    line: 1,
    task: expect.not.objectContaining({ source: expect.anything() }),
    remarks: ['addressKept'],
  });
});

describe('the bodies of TasksAPI', () => {
  const ids = {
    changeId: '0b5c1e0a-1111-4222-8333-444444444444',
    taskId: '0b5c1e0a-1111-4222-8333-555555555555',
  };

  it('take no notice of a field that the contract does not name', () => {
    const create = { ...ids, name: 'x', createdOn: '2026-11-20' };
    expect(v.parse(createTaskBody, { ...create, owner: 'me', completed: true })).toEqual(
      v.parse(createTaskBody, create),
    );
    const change = { changeId: ids.changeId, version: 1, name: 'x' };
    expect(v.parse(changeTaskBody, { ...change, createdOn: '2026-01-01', taskId: ids.taskId })).toEqual(
      change,
    );
  });

  it('say on which day a task was completed', () => {
    const change = { changeId: ids.changeId, version: 1, completed: true };
    expect(accepts(changeTaskBody, change)).toBe(false);
    expect(accepts(changeTaskBody, { ...change, completedOn: '2026-11-20' })).toBe(true);
    expect(accepts(changeTaskBody, { ...change, completed: false })).toBe(true);
  });

  it('take the version of a deletion as the digits of the query', () => {
    const { changeId } = ids;
    expect(v.parse(deleteTaskQuery, { changeId, version: '12' })).toEqual({ changeId, version: 12 });
    for (const version of ['0', '01', '-1', '1.5', '1e3', '', '9999999999']) {
      expect(accepts(deleteTaskQuery, { changeId, version })).toBe(false);
    }
  });

  it('agree with the task that comes of them', () => {
    const created = v.parse(createTaskBody, { ...ids, name: 'x', createdOn: '2026-11-20' });
    expect(accepts(task, { ...created, completed: false, completedOn: '', version: 1 })).toBe(true);
  });
});
