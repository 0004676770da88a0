import type { CompiledQuery } from "kysely";
import type pg from "pg";
import type { Database } from "./database.ts";
import type { PipelinedReads } from "./pipelined-reads.ts";

/** Ends the text of a statement that a connection prepares under a name. */
const MARK = " /* prepared */";

/** Stands for a value of the input while a query is compiled. */
class Placeholder {
  readonly key: string;

  constructor(key: string) {
    this.key = key;
  }

  [Symbol.toPrimitive](): never {
    throw new Error(`A prepared query takes ${this.key} as it is`);
  }
}

type Build<Input, Row> = (db: Database, input: Input) => { compile: () => CompiledQuery<Row> };

/**
 * A query that is compiled once per process and prepared once per connection: for reads by key on
 * the way of every request. PostgreSQL may keep one plan for all values, so nothing whose best plan
 * depends on them (searches, ranges, lists) belongs here.
 * @param build makes the query. It is run once, with placeholders: the values of `input` go into
 *   the query as they are, and may not decide what the query looks like.
 */
export function prepared<Input extends Record<string, unknown>, Row>(
  build: Build<Input, Row>,
): (db: Database, input: Input) => Promise<Row[]> {
  let compiled: CompiledQuery<Row> | undefined;
  return async (db, input) => {
    compiled ??= compileMarked(build, db);
    const parameters = compiled.parameters.map((parameter) =>
      parameter instanceof Placeholder ? input[parameter.key] : parameter,
    );
    const reads = readers.get(db);
    if (reads !== undefined) {
      const { sql } = compiled;
      const statement = { name: nameOf(sql), text: sql, values: parameters };
      return (await reads.query(statement)).rows as Row[];
    }
    const { rows } = await db.executeQuery<Row>({ ...compiled, parameters });
    return rows;
  };
}

const readers = new WeakMap<Database, PipelinedReads>();

/** Outside a transaction a prepared read takes these connections, past the query builder. */
export function readThrough(db: Database, reads: PipelinedReads): void {
  readers.set(db, reads);
}

function compileMarked<Input, Row>(build: Build<Input, Row>, db: Database): CompiledQuery<Row> {
  const placeholders = new Proxy({}, { get: (_, key) => new Placeholder(String(key)) });
  const query = build(db, placeholders as Input).compile();
  return { ...query, sql: query.sql + MARK };
}

type Query = (text: unknown, values?: unknown, callback?: unknown) => unknown;

const names = new Map<string, string>();

/** Makes a connection prepare the marked statements; they are few, so none is ever dropped. */
export function prepareMarked(client: pg.PoolClient): void {
  const send = client.query.bind(client) as Query;
  const query: Query = (text, values, callback) =>
    typeof text === "string" && text.endsWith(MARK)
      ? send({ name: nameOf(text), text, values }, callback)
      : send(text, values, callback);
  Object.assign(client, { query });
}

function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = `gallery_${names.size + 1}`;
    names.set(text, name);
  }
  return name;
}
