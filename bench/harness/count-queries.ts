import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

/** Enough for the few that the gallery sends meanwhile for itself not to count. */
const REQUESTS = 2000;
/** PostgreSQL publishes the counters of an idle connection about once a second. */
const SETTLE_MS = 1500;
const WARM_UP = 100;

/**
 * How many queries one request costs: transactions that the database counts while so many requests
 * run, so that nothing has to be instrumented.
 */
export async function countQueries(
  databaseUrl: string,
  ask: (requests: number) => Promise<unknown>,
  requestCount: number = REQUESTS,
): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  // A database that ends in between fails the query that waits; nobody else has to hear of it.
  client.on("error", () => {});
  await client.connect();
  try {
    await ask(WARM_UP);
    await settle(ask);
    const before = await countTransactions(client);
    await ask(requestCount);
    await settle(ask);
    const after = await countTransactions(client);
    // Those that settle the counters behind them are counted too.
    return Math.round((after - before) / (requestCount + WARM_UP));
  } finally {
    await client.end();
  }
}

/** A connection publishes at its next query after the interval. */
async function settle(ask: (requests: number) => Promise<unknown>): Promise<void> {
  await sleep(SETTLE_MS);
  await ask(WARM_UP);
  await sleep(SETTLE_MS);
}

async function countTransactions(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ count: string }>(
    "select xact_commit as count from pg_stat_database where datname = current_database()",
  );
  return Number(rows[0]?.count);
}
