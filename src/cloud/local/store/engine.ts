/**
 * Wraps dynalite as plain calls without its HTTP server. It implements DynamoDB's expressions, key order and
 * validation.
 */
import { createRequire } from 'node:module';
import { StoreFailure } from './store-failure.ts';

const require = createRequire(import.meta.url);

/** An attribute value in DynamoDB's JSON, such as `{ "S": "text" }`. */
export type AttributeValue = Record<string, unknown>;
export type Item = Record<string, AttributeValue>;
export type Params = Record<string, unknown>;

export interface Engine {
  /** Checks a request as far as no row is needed for it. @throws StoreFailure `ValidationException` */
  check(operation: EngineOperation, params: Params): void;
  /** @throws StoreFailure with DynamoDB's error */
  run(operation: EngineOperation, params: Params): Promise<Params>;
  close(): Promise<void>;
}

const operations = [
  'BatchGetItem',
  'CreateTable',
  'DeleteItem',
  'DescribeTable',
  'GetItem',
  'PutItem',
  'Query',
  'Scan',
  'UpdateItem',
] as const;
export type EngineOperation = (typeof operations)[number];

// The package has no types and exports its parts by path; these are the shapes of version 4.0.0.
interface Dynalite {
  create(options: { path?: string; createTableMs: number }): DynaliteStore;
  itemSize(item: Item): number;
}
interface DynaliteStore {
  db: { close(done: (error: Error | null) => void): void; open(): Promise<void> };
}
interface Validations {
  checkTypes(params: Params, types: unknown): Params;
  checkValidations(params: Params, types: unknown, custom: unknown, store: DynaliteStore): void;
}
type Action = (store: DynaliteStore, params: Params, done: (error: unknown, answer: Params) => void) => void;

const dynalite: Dynalite = require('dynalite/db');
const validations: Validations = require('dynalite/validations');
const parts = new Map(
  operations.map((operation) => {
    const file = operation.charAt(0).toLowerCase() + operation.slice(1);
    const action: Action = require(`dynalite/actions/${file}`);
    const checks: { types: unknown; custom: unknown } = require(`dynalite/validations/${file}`);
    return [operation, { action, checks }] as const;
  }),
);

/** Bytes of an item, as DynamoDB counts them. */
export const itemSize = (item: Item): number => dynalite.itemSize(item);

/** @param dir folder of the database; null keeps everything in memory */
export async function openEngine(dir: string | null): Promise<Engine> {
  const store = dynalite.create({ ...(dir ? { path: dir } : {}), createTableMs: 0 });
  // If another process has the folder open, this fails now and not at the first call.
  await store.db.open();
  return {
    check: (operation, params) => void checked(store, operation, params),
    run: (operation, params) => run(store, operation, params),
    close: () =>
      new Promise((resolve, reject) => store.db.close((error) => (error ? reject(error) : resolve()))),
  };
}

function run(store: DynaliteStore, operation: EngineOperation, params: Params): Promise<Params> {
  return new Promise((resolve, reject) => {
    const { action, params: given } = checked(store, operation, params);
    try {
      action(store, given, (error, answer) => (error ? reject(asFailure(error)) : resolve(answer)));
    } catch (error) {
      reject(asFailure(error));
    }
  });
}

/** @throws StoreFailure */
function checked(store: DynaliteStore, operation: EngineOperation, params: Params) {
  const part = parts.get(operation);
  if (!part) throw new StoreFailure('UnknownOperationException', operation);
  const { action, checks } = part;
  try {
    // dynalite changes the object that it checks.
    const given = validations.checkTypes(structuredClone(params), checks.types);
    validations.checkValidations(given, checks.types, checks.custom, store);
    return { action, params: given };
  } catch (error) {
    throw asFailure(error);
  }
}

function asFailure(error: unknown): unknown {
  const { body } = error as { body?: { __type?: string; message?: string; Message?: string } }; // dynalite's own errors
  if (!body?.__type) return error;
  return new StoreFailure(body.__type.replace(/^.*#/, ''), body.message ?? body.Message ?? '');
}
