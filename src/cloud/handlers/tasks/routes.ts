import type { Context, Hono } from 'hono';
import { uuid } from '../../../contract/task.ts';
import { changeTaskBody, createTaskBody, deleteTaskQuery } from '../../../contract/tasks-api.ts';
import { type ApiEnvironment, createApi } from '../api.ts';
import { ownerOf } from '../owner.ts';
import { parseBody, parseInput } from '../parse.ts';
import { type ChangeParts, changeTask } from './change-task.ts';
import type { Command } from './command.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { listTasks } from './list-tasks.ts';

/** TasksAPI: everybody has their own tasks and no others. */
export function tasksApi(parts: ChangeParts & { userPoolProvider: string }): Hono<ApiEnvironment> {
  const app = createApi(parts.clock);

  app.use(async (context, next) => {
    context.set('owner', ownerOf(context.env.event, parts.userPoolProvider));
    await next();
  });

  const change = async (context: Context<ApiEnvironment>, command: Command) => {
    const { status, body } = await changeTask(parts, context.get('owner'), command);
    return context.json(body, status);
  };

  app.get('/tasks', async (context) => {
    const owner = context.get('owner');
    const cursor = context.req.query('cursor');
    const page = await listTasks(parts.tables, owner, cursor === undefined ? 0 : readCursor(owner, cursor));
    return context.json({
      tasks: page.tasks,
      next: page.next === null ? null : writeCursor(owner, page.next),
    });
  });

  app.post('/tasks', async (context) => {
    const body = parseBody(createTaskBody, await context.req.text());
    const { taskId, changeId } = body;
    return change(context, { kind: 'create', taskId, changeId, body });
  });

  app.put('/tasks/:taskId', async (context) => {
    const taskId = parseInput(uuid, context.req.param('taskId'), 'taskId');
    const body = parseBody(changeTaskBody, await context.req.text());
    const { changeId, version } = body;
    return change(context, { kind: 'change', taskId, changeId, version, body });
  });

  app.delete('/tasks/:taskId', async (context) => {
    const taskId = parseInput(uuid, context.req.param('taskId'), 'taskId');
    const { changeId, version } = parseInput(deleteTaskQuery, context.req.query(), 'query');
    return change(context, { kind: 'delete', taskId, changeId, version });
  });
  return app;
}
