/** The main job: a task is made, found, completed, counted and deleted. */
import { randomUUID } from 'node:crypto';
import { projectsAnswer } from '../../contract/projects-api.ts';
import { deletedAnswer, taskAnswer, tasksAnswer } from '../../contract/tasks-api.ts';
import type { Visitor } from '../deployed/visitor.ts';
import { accepted } from './answers.ts';
import type { Step } from './step.ts';

export async function doTasks({ api }: Visitor, step: Step): Promise<void> {
  const createdOn = new Date().toISOString().slice(0, 10);
  const body = {
    changeId: randomUUID(),
    taskId: randomUUID(),
    name: 'Smoke test',
    project: 'Smoke test',
    createdOn,
  };
  const path = `/tasks/${body.taskId}`;

  const made = await step('The user makes a task', async () => {
    const answer = await api.request('TasksAPI', { method: 'POST', path: '/tasks', body, repeatable: true });
    return accepted(taskAnswer, answer).task;
  });
  await step('The user finds it in the list', async () => {
    const { tasks } = accepted(tasksAnswer, await api.request('TasksAPI', { method: 'GET', path: '/tasks' }));
    if (!tasks.some(({ taskId }) => taskId === body.taskId))
      throw new Error(`The list of ${tasks.length} does not hold it.`);
  });
  const completed = await step('The user completes it', async () => {
    const change = { changeId: randomUUID(), version: made.version, completed: true, completedOn: createdOn };
    return accepted(taskAnswer, await api.request('TasksAPI', { method: 'PUT', path, body: change })).task;
  });
  await step('The user reads the dashboard', async () => {
    accepted(projectsAnswer, await api.request('ProjectsAPI', { method: 'GET', path: '/projects' }));
  });
  await step('The user deletes the task', async () => {
    const query = { changeId: randomUUID(), version: String(completed.version) };
    accepted(deletedAnswer, await api.request('TasksAPI', { method: 'DELETE', path, query }));
  });
}
