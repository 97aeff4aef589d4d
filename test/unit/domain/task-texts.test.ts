import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { noProject, type Task, task, taskEdit } from '../../../src/domain/task.ts';
import { taskFields } from '../../../src/domain/task-fields.ts';
import { editOf, emptyTexts, taskTexts, textsOf } from '../../../src/domain/task-texts.ts';

const invoice: Task = {
  ...{ taskId: '11111111-1111-4111-8111-111111111111', version: 3, completed: false, completedOn: '' },
  ...{ name: 'Invoice', project: noProject, due: '2026-12-24', description: '', createdOn: '2026-11-20' },
};

describe('the texts of a task', () => {
  it('are those of its fields, and empty where it has no project', () => {
    expect(textsOf(invoice)).toEqual({ name: 'Invoice', project: '', due: '2026-12-24', description: '' });
    expect(Object.keys(emptyTexts())).toEqual(taskFields);
  });

  it('become an edit of the fields that were changed, and of no other', () => {
    const texts = textsOf(invoice);
    expect(editOf(texts, { ...texts, name: ' Invoice ' })).toEqual({});
    const edit = editOf({ ...texts, project: 'Home' }, { ...texts, project: '  ', description: 'Paid' });
    expect(v.parse(taskEdit, edit)).toEqual({ project: noProject, description: 'Paid' });
  });

  it('are kept as they are typed, within bounds', () => {
    expect(v.parse(taskTexts, { name: ' ', due: 'tomorrow' })).toEqual({
      ...{ name: ' ', project: '', due: 'tomorrow', description: '' },
    });
    expect(v.is(taskTexts, { ...emptyTexts(), name: 'x'.repeat(5001) })).toBe(false);
  });
});

it('a task that is older than a field of tasks has that field empty', () => {
  const { description: _, ...older } = invoice;
  expect(v.parse(task, older)).toEqual(invoice);
});
