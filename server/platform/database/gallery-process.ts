/** A gallery for launch-postgres.test.ts to kill: it runs a database and counts in it. */
import pg from "pg";
import { launchPostgres } from "./launch-postgres.ts";

const [dataFolder, ending] = process.argv.slice(2);
if (dataFolder === undefined) throw new Error("usage: gallery-process.ts DATA_FOLDER [exit]");
const tell = (message: object) => process.send?.(message);

try {
  const server = await launchPostgres({ dataFolder });
  tell({ url: server.url, processId: server.processId });
  if (ending === "exit") process.exit(0);
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query("create table if not exists counted (value integer primary key)");
  const { rows } = await client.query("select coalesce(max(value), 0) as last from counted");
  for (let value = Number(rows[0]?.last) + 1; ; value += 1) {
    await client.query("insert into counted values ($1)", [value]);
    tell({ acknowledged: value });
  }
} catch (error) {
  tell({ error: error instanceof Error ? error.message : String(error) });
  process.exit(1);
}
