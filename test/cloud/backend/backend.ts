/** The functions over the store, as the local cloud runs them, without its HTTP: a world for tests of tasks and counters. */
import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { insertUser, newUserRow } from '../../../src/cloud/handlers/users/user-row.ts';
import {
  createRoleCredentials,
  type RoleCredentialsRegistry,
} from '../../../src/cloud/local/iam/role-credentials.ts';
import { type Functions, startFunctions } from '../../../src/cloud/local/lambda/start-functions.ts';
import type { StackModel, Table } from '../../../src/cloud/local/model.ts';
import { createProfileCaller, type TokenOwner } from '../../../src/cloud/local/seed/profile-caller.ts';
import { createTaskCaller, type TaskCaller } from '../../../src/cloud/local/seed/task-caller.ts';
import { callersOf } from '../../../src/cloud/local/store/callers.ts';
import { openStore, type Store } from '../../../src/cloud/local/store/store.ts';
import { readStack } from '../../../src/cloud/local/template/read-stack.ts';
import { synthesise } from '../../../src/cloud/stack/synth.ts';
import { projectsAnswer } from '../../../src/contract/projects-api.ts';
import type { ProjectMonth } from '../../../src/domain/project-counters.ts';

export interface Backend {
  model: StackModel;
  store: Store;
  functions: Functions;
  credentials: RoleCredentialsRegistry;
  /** The functions' log lines. */
  logs: string[];
  /** TasksAPI as somebody who has accepted the terms; a new person unless told. */
  tasksOf(owner?: string): TaskCaller;
  /** TasksAPI as somebody of whom nothing is known but the `sub`. */
  strangersTasks(owner: string): TaskCaller;
  /** Makes the owner's row, terms accepted, where there is none. */
  acceptTerms(owner: string): Promise<void>;
  /** ProfileAPI as the owner of a verified ID token. */
  profileOf(person: TokenOwner): TaskCaller;
  /** The counters as they are now. */
  projects(): Promise<ProjectMonth[]>;
  /** A client that may do everything with the tables. */
  admin(): DynamoDBDocumentClient;
  rows(table: TableName): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

type TableName = 'tasks' | 'projects' | 'users';

export interface BackendOptions {
  dir?: string | null;
  clock?: () => number;
  onCrashPoint?: () => void;
  /** The model of the synthesised stack, changed where a test wants another one. */
  change?: (model: StackModel) => StackModel;
}

/** The stack's model with ids such as AWS gives. */
export async function readModel(): Promise<StackModel> {
  return readStack(await synthesise(), (logicalId, type) =>
    type === 'AWS::Cognito::UserPool' ? 'us-east-1_AbC123xyz' : logicalId,
  );
}

export async function startBackend(options: BackendOptions = {}): Promise<Backend> {
  const model = (options.change ?? ((same) => same))(await readModel());
  const credentials = createRoleCredentials();
  const { dir = null, clock = Date.now, onCrashPoint = () => {} } = options;
  const authenticate = callersOf(credentials, model);
  const store = await openStore({ dir, tables: model.tables, authenticate, clock, onCrashPoint });
  const logs: string[] = [];
  const log = (_: string, line: string) => logs.push(line);
  const functions = startFunctions({ model, storeUrl: store.url, credentials, log });

  const admin = () => clientOf(store, credentials, model);
  const acceptTerms = async (owner: string) => {
    const table = { documents: admin(), users: tableOf(model, 'users').name };
    const row = newUserRow({ sub: owner, username: owner }, clock());
    await insertUser(table, { ...row, termsAccepted: true });
  };
  const strangersTasks = (owner: string) => createTaskCaller(model, functions, owner);
  const tasksOf = (owner: string = randomUUID()): TaskCaller => {
    const call = strangersTasks(owner);
    let accepted: Promise<void> | null = null;
    return async (...request) => {
      accepted ??= acceptTerms(owner);
      await accepted;
      return call(...request);
    };
  };
  return {
    model,
    store,
    functions,
    credentials,
    logs,
    tasksOf,
    strangersTasks,
    acceptTerms,
    profileOf: (person) => createProfileCaller(model, functions, person),
    admin,
    async projects() {
      const call = createTaskCaller(model, functions, randomUUID(), 'ProjectsAPI');
      const { body } = await call('GET', '/projects?fresh=true');
      return v.parse(projectsAnswer, body).projects;
    },
    async rows(table) {
      const rows: Record<string, unknown>[] = [];
      const TableName = tableOf(model, table).name;
      for await (const page of paginateScan({ client: admin() }, { TableName }))
        rows.push(...(page.Items ?? []));
      return rows;
    },
    async close() {
      await functions.close();
      await store.close();
    },
  };
}

const partitionKeys: Record<TableName, string> = { tasks: 'owner', projects: 'shard', users: 'sub' };

export function tableOf(model: StackModel, name: TableName): Table {
  const table = model.tables.find(({ definition }) =>
    JSON.stringify(definition.KeySchema).includes(`"${partitionKeys[name]}"`),
  );
  if (!table) throw new Error(`The stack has no table of ${name}`);
  return table;
}

function clientOf(
  store: Store,
  credentials: RoleCredentialsRegistry,
  model: StackModel,
): DynamoDBDocumentClient {
  const everything = [{ Statement: [{ Effect: 'Allow' as const, Action: '*', Resource: '*' }] }];
  const role = { arn: `arn:aws:iam::${model.account}:role/admin`, name: 'admin', policies: everything };
  const client = new DynamoDBClient({
    region: model.region,
    endpoint: store.url,
    credentials: credentials.issue(role, 'test'),
    maxAttempts: 1,
  });
  return DynamoDBDocumentClient.from(client);
}
