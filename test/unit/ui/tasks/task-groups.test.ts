import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noProject } from '../../../../src/domain/task.ts';
import { dueGroupOn, groupTasks } from '../../../../src/ui/tasks/task-groups.ts';
import { makeTask } from './tasks.ts';

const today = '2026-11-20';

describe('the groups of tasks', () => {
  it.each([
    ['2026-11-19', 'overdue'],
    ['2020-01-01', 'overdue'],
    ['2026-11-20', 'today'],
    ['2026-11-21', 'tomorrow'],
    ['2026-11-22', 'week'],
    ['2026-11-26', 'week'],
    ['2026-11-27', 'later'],
    ['', 'none'],
  ] as const)('by due day: %s is %s', (due, group) => {
    expect(dueGroupOn(today)(due)).toBe(group);
  });

  it('hold every open task once, in the order they came in', () => {
    const due = fc.constantFrom('', '2026-11-01', today, '2026-11-21', '2026-11-24', '2027-03-01');
    const project = fc.constantFrom('Alpha', 'Beta', noProject);
    fc.assert(
      fc.property(
        fc.array(fc.record({ due, project }), { maxLength: 30 }),
        fc.constantFrom('nothing', 'project', 'due'),
        (fields, grouping) => {
          const tasks = fields.map((part) => makeTask(part));
          const grouped = groupTasks(tasks, grouping, today);
          expect(new Set(grouped.flatMap((group) => group.tasks))).toEqual(new Set(tasks));
          expect(grouped.reduce((sum, group) => sum + group.tasks.length, 0)).toBe(tasks.length);
          for (const { tasks: some } of grouped)
            expect(some).toEqual(tasks.filter((task) => some.includes(task)));
        },
      ),
    );
  });

  it('come by name or by day, those without one last', () => {
    const tasks = [
      makeTask({ project: noProject, due: '' }),
      makeTask({ project: 'Zoo', due: today }),
      makeTask({ project: 'room 10', due: today }),
      makeTask({ project: 'Room 9', due: today }),
      makeTask({ project: 'Émile', due: today }),
      makeTask({ project: 'Alpha', due: '2026-11-19' }),
    ];
    expect(groupTasks(tasks, 'project', today)).toMatchObject([
      { project: 'Alpha' },
      { project: 'Émile' },
      { project: 'Room 9' },
      { project: 'room 10' },
      { project: 'Zoo' },
      { project: noProject },
    ]);
    expect(groupTasks(tasks, 'due', today)).toMatchObject([
      { due: 'overdue' },
      { due: 'today' },
      { due: 'none' },
    ]);
  });
});
