import { describe, expect, it } from 'vitest';
import { orderTasks } from '../../../src/domain/task-order.ts';
import { makeTask } from '../ui/tasks/tasks.ts';

const names = (tasks: readonly { name: string }[]) => tasks.map((task) => task.name);

describe('the order of the list', () => {
  it('has what is due first at the top, then what was made first, and tasks without a day at the end', () => {
    const { toDo } = orderTasks([
      makeTask({ name: 'no day' }),
      makeTask({ name: 'later', due: '2026-12-01' }),
      makeTask({ name: 'made second', due: '2026-11-20', createdOn: '2026-11-02' }),
      makeTask({ name: 'made first', due: '2026-11-20', createdOn: '2026-11-01' }),
      makeTask({ name: 'overdue', due: '2025-12-31' }),
    ]);
    expect(names(toDo)).toEqual(['overdue', 'made first', 'made second', 'later', 'no day']);
  });

  it('has what was completed last at the top of the completed', () => {
    const done = (name: string, completedOn: string) => makeTask({ name, completed: true, completedOn });
    const { toDo, completed } = orderTasks([
      done('first', '2026-01-05'),
      done('last', '2026-11-20'),
      done('between', '2026-06-01'),
    ]);
    expect(names(completed)).toEqual(['last', 'between', 'first']);
    expect(toDo).toEqual([]);
  });

  it('does not depend on the order in which tasks arrive', () => {
    const tasks = Array.from({ length: 20 }, () => makeTask({ due: '2026-11-20' }));
    expect(orderTasks([...tasks].reverse())).toEqual(orderTasks(tasks));
  });
});
