import type { Context, Hono } from 'hono';
import {
  changeTaskBody,
  createTaskBody,
  deleteTaskQuery,
  type ListTasksQuery,
  listTasksQuery,
} from '../../../contract/tasks-api.ts';
import { uuid } from '../../../domain/task.ts';
import { type ApiEnvironment, createApi } from '../http/api.ts';
import { ownerOf } from '../http/owner.ts';
import { parseBody, parseInput } from '../http/parse.ts';
import { type ChangeParts, changeTask } from './change-task.ts';
import type { Command } from './command.ts';
import { type Place, readCursor, writeCursor } from './cursor.ts';
import { listTasks } from './list-tasks.ts';
import { requirePlausible } from './plausible.ts';

/** TasksAPI: each person has their own tasks only. */
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
    const now = parts.clock();
    const from = startOf(owner, parseInput(listTasksQuery, context.req.query(), 'query'), now);
    const page = await listTasks(parts.tables, owner, from.seq);
    const { tasks, deleted, last, complete } = page;
    // The last page has seen everything up to now. Until then a deletion may be later than the first page's time.
    const cursor = writeCursor(owner, { seq: last, at: complete ? now : from.at });
    return context.json({
      tasks,
      deleted,
      next: complete ? null : cursor,
      since: complete ? cursor : null,
    });
  });

  app.post('/tasks', async (context) => {
    const body = parseBody(createTaskBody, await context.req.text());
    requirePlausible(body, parts.clock());
    const { taskId, changeId } = body;
    return change(context, { kind: 'create', taskId, changeId, body });
  });

  app.put('/tasks/:taskId', async (context) => {
    const taskId = parseInput(uuid, context.req.param('taskId'), 'taskId');
    const body = parseBody(changeTaskBody, await context.req.text());
    requirePlausible(body, parts.clock());
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

/** The start of a page: the beginning, the cursor of the page before, or the `since` of an earlier last page. */
function startOf(owner: string, query: ListTasksQuery, now: number): Place {
  if (query.cursor !== undefined) return readCursor(owner, query.cursor, 'cursor', now);
  if (query.since !== undefined) return readCursor(owner, query.since, 'since', now);
  return { seq: 0, at: now };
}
