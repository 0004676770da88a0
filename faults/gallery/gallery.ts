import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import {
  findRunningPostgres,
  type LaunchedPostgres,
  launchPostgres,
} from "#server/platform/database/index.ts";
import { Caller } from "./caller.ts";
import { type CollectorProcess, startCollector } from "./collector.ts";
import {
  type Ended,
  type GalleryOptions,
  type GalleryProcess,
  startGallery,
} from "./gallery-process.ts";

const ENDED_WITHIN_MS = 60_000;
const QUIET_WITHIN_MS = 60_000;

/**
 * A whole gallery: server, database and collector. The database is the server's own, or one that
 * outlives it; both lie in the same folder, so that a life may change between them.
 */
export class Gallery {
  readonly caller: Caller;
  readonly server: GalleryProcess;
  readonly options: GalleryOptions;
  #postgres: LaunchedPostgres | undefined;
  #collector: CollectorProcess | undefined;

  private constructor(
    server: GalleryProcess,
    { options, postgres }: { options: GalleryOptions; postgres: LaunchedPostgres | undefined },
  ) {
    this.server = server;
    this.options = options;
    this.caller = new Caller(server.url);
    this.#postgres = postgres;
  }

  static async start(options: GalleryOptions, { isExternal }: { isExternal: boolean }) {
    const { dataFolder } = options;
    const postgres = isExternal ? await launchPostgres({ dataFolder }) : undefined;
    const configured = { ...options, databaseUrl: postgres?.url };
    try {
      return new Gallery(await startGallery(configured), { options: configured, postgres });
    } catch (error) {
      await postgres?.stop();
      throw error;
    }
  }

  get databaseUrl(): string {
    const running = this.#postgres ?? findRunningPostgres(this.options.dataFolder);
    if (running === undefined) throw new Error("the gallery runs no database");
    return running.url;
  }

  /** What whoever works beside the server is configured with. */
  get besideServer(): GalleryOptions {
    return { ...this.options, databaseUrl: this.databaseUrl };
  }

  startCollector(): void {
    // Earlier than that: buckets tell the time of an object in whole seconds.
    const orphansBefore = this.server.startedAt - 2000;
    this.#collector = startCollector(this.besideServer, orphansBefore);
  }

  async killCollector(): Promise<void> {
    await this.#collector?.kill();
    this.#collector = undefined;
  }

  /** Ends the database at once. */
  killDatabase(): void {
    const { dataFolder } = this.options;
    const file = join(dataFolder, "database", "cluster", "postmaster.pid");
    process.kill(Number(readFileSync(file, "utf8").split("\n", 1)[0]), "SIGKILL");
  }

  /** For a gallery with an external database: it ends, orderly or not, and comes again. */
  async restartDatabase({ isKilled }: { isKilled: boolean }): Promise<void> {
    if (this.#postgres === undefined) throw new Error("the database is the server's own");
    if (isKilled) this.killDatabase();
    else await this.#postgres.stop();
    await this.#postgres.exited;
    this.#postgres = await launchPostgres({ dataFolder: this.options.dataFolder });
  }

  /** Ends every connection that the server has to its database. */
  async cutDatabaseConnections(): Promise<void> {
    await withClient(this.databaseUrl, async (client) => {
      await client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where pid <> pg_backend_pid() and backend_type = 'client backend'`,
      );
    });
  }

  /** Waits until the server has ended. @throws {Error} when it does not. */
  async serverEnded(): Promise<Ended> {
    const late = sleep(ENDED_WITHIN_MS, undefined, { ref: false }).then(() => undefined);
    const ended = await Promise.race([this.server.ended, late]);
    if (ended !== undefined) return ended;
    this.server.signal("SIGKILL");
    throw new Error(`The server did not end:\n${this.server.said()}`);
  }

  /** Ends it as an operator does. */
  async end(): Promise<void> {
    this.server.signal("SIGTERM");
    await this.serverEnded();
    await this.close();
  }

  /** Ends whatever still runs of it. */
  async abandon(): Promise<void> {
    await this.killCollector();
    this.server.signal("SIGTERM");
    await this.server.ended;
    await this.caller.close();
    await this.#postgres?.stop();
  }

  /** Ends what is left when the server has. */
  async close(): Promise<void> {
    await this.killCollector();
    await this.caller.close();
    if (this.#postgres === undefined) return;
    await this.#backendsEnded(this.#postgres.url);
    await this.#postgres.stop();
  }

  /** What a dead server has begun in a database that lives on may still be committed. */
  async #backendsEnded(url: string): Promise<void> {
    const until = Date.now() + QUIET_WITHIN_MS;
    await withClient(url, async (client) => {
      while (Date.now() < until) {
        const { rows } = await client.query(
          `select from pg_stat_activity
           where pid <> pg_backend_pid() and backend_type = 'client backend'`,
        );
        if (rows.length === 0) return;
        await sleep(20);
      }
    });
  }
}

export async function withClient<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
