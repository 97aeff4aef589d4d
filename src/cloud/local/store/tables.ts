import type { Table } from '../model.ts';
import type { Engine, Item, Params } from './engine.ts';
import { StoreFailure } from './store-failure.ts';

/** The tables of the stack, as the store needs them. */
export interface TableRegistry {
  /** @throws StoreFailure `ResourceNotFoundException` for a table that the stack does not have */
  get(name: unknown): Table;
  all: readonly Table[];
  /** The key attributes of an item, or of a key itself. */
  keyOf(table: Table, item: Item): Item;
}

export function createTableRegistry(tables: readonly Table[]): TableRegistry {
  const byName = new Map(tables.map((table) => [table.name, table]));
  return {
    all: tables,
    get(name) {
      const table = typeof name === 'string' ? byName.get(name) : undefined;
      if (!table)
        throw new StoreFailure('ResourceNotFoundException', `Requested resource not found: Table: ${name}`);
      return table;
    },
    keyOf(table, item) {
      const names = keyNames(table.definition);
      return Object.fromEntries(names.flatMap((name) => (item[name] ? [[name, item[name]]] : [])));
    },
  };
}

const keyNames = (definition: Params): string[] =>
  (definition.KeySchema as { AttributeName: string }[]).map((key) => key.AttributeName); // checked by CreateTable

/** @throws Error if the folder has a table of the same name with another shape */
export async function ensureTables(engine: Engine, tables: readonly Table[]): Promise<void> {
  for (const table of tables) {
    const existing = await describe(engine, table.name);
    if (!existing) await create(engine, table);
    else if (shapeOf(existing) !== shapeOf(table.definition)) {
      throw new Error(
        `The data of table ${table.name} was kept under another definition. Remove the local cloud's data folder and start again.`,
      );
    }
  }
}

async function describe(engine: Engine, name: string): Promise<Params | null> {
  try {
    const { Table } = await engine.run('DescribeTable', { TableName: name });
    return Table as Params; // dynalite's answer
  } catch (error) {
    if (error instanceof StoreFailure && error.type === 'ResourceNotFoundException') return null;
    throw error;
  }
}

/** dynalite makes a table in the background, as AWS does: only an active table takes rows. */
async function create(engine: Engine, table: Table): Promise<void> {
  await engine.run('CreateTable', { TableName: table.name, ...table.definition });
  for (;;) {
    const made = await describe(engine, table.name);
    if (made?.TableStatus === 'ACTIVE') return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Keys and indexes in a fixed order. */
function shapeOf(definition: Params): string {
  const indexes = [definition.LocalSecondaryIndexes, definition.GlobalSecondaryIndexes].map((list) =>
    ((list ?? []) as { IndexName: string; KeySchema: unknown }[]) // checked by CreateTable
      .map((index) => JSON.stringify([index.IndexName, index.KeySchema]))
      .sort(),
  );
  return JSON.stringify([definition.KeySchema, indexes]);
}
