import { afterEach, expect, it } from 'vitest';
import type { PolicyDocument, StackModel } from '../../../src/cloud/local/model.ts';
import { type Backend, startBackend } from '../backend/backend.ts';
import { changeOf, createTask, newTask } from '../backend/changes.ts';

let backend: Backend;
afterEach(() => backend.close());

/** The stack with one action taken out of every policy of its functions. */
const without =
  (action: string) =>
  (model: StackModel): StackModel => ({
    ...model,
    roles: new Map(
      [...model.roles].map(([arn, role]) => [
        arn,
        { ...role, policies: role.policies.map((one) => cut(one, action)) },
      ]),
    ),
  });

const cut = (policy: PolicyDocument, action: string): PolicyDocument => ({
  ...policy,
  Statement: [policy.Statement].flat().filter((statement) => statement.Action !== action),
});

it('lets a change that changes nothing pass under the deployed policy', async () => {
  backend = await startBackend();
  const call = backend.tasksOf();
  const task = await createTask(call);
  expect((await call('PUT', `/tasks/${task.taskId}`, changeOf(task, { name: task.name }))).status).toBe(200);
});

it.each(['dynamodb:ConditionCheckItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:GetItem'])(
  'refuses every change to a function without %s, and stores nothing',
  async (action) => {
    backend = await startBackend({ change: without(action) });
    expect((await backend.tasksOf()('POST', '/tasks', newTask())).status).toBe(500);
    await expect.poll(() => backend.logs.join()).toContain('AccessDeniedException');
    expect(await backend.rows('tasks')).toEqual([]);
    expect(await backend.rows('projects')).toEqual([]);
  },
);

it('refuses both lists to functions without dynamodb:Query', async () => {
  backend = await startBackend({ change: without('dynamodb:Query') });
  expect((await backend.tasksOf()('GET', '/tasks')).status).toBe(500);
  await expect(backend.projects()).rejects.toThrow();
});

/** The allowed actions of each function on each table, or its index. */
const granted: Record<string, string[]> = {
  MessagesFunction: [],
  ProfileFunction: [
    'DeleteItem Tasks',
    'GetItem Users',
    'PutItem Users',
    'Query Tasks',
    'Scan Users',
    'UpdateItem Projects',
    'UpdateItem Users',
  ],
  ProjectsFunction: ['Query Projects'],
  TasksFunction: [
    'ConditionCheckItem Tasks',
    'ConditionCheckItem Users',
    'GetItem Tasks',
    'PutItem Tasks',
    'Query Tasks/index/bySeq',
    'UpdateItem Projects',
    'UpdateItem Tasks',
  ],
  TriggersFunction: ['PutItem Users'],
};

it('gives each function the tables and actions that it uses, and no more', async () => {
  backend = await startBackend();
  const { functions, roles } = backend.model;
  const given = [...functions.values()].map(({ name, roleArn }) => {
    const statements = roles.get(roleArn)?.policies.flatMap(({ Statement }) => Statement) ?? [];
    const rights = statements.flatMap(({ Action = [], Resource = [] }) =>
      [Action].flat().flatMap((action) => [Resource].flat().map((arn) => rightOn(action, arn))),
    );
    return [nameOf(name), rights.filter((right) => right !== null).sort()] as const;
  });
  expect(Object.fromEntries(given)).toEqual(granted);
});

/** Without the hash that the CDK adds. */
const nameOf = (logicalId: string): string => logicalId.replace(/[0-9A-F]{8}$/, '');

function rightOn(action: string, arn: string): string | null {
  const [, table, index = ''] = /:table\/(\w+)(\/.*)?$/.exec(arn) ?? [];
  return table ? `${action.replace('dynamodb:', '')} ${nameOf(table)}${index}` : null;
}
