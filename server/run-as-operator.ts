import { mkdir } from "node:fs/promises";
import { pino } from "pino";
import { ANONYMOUS, settleTouches } from "./accounts/index.ts";
import { readConfig } from "./config.ts";
import type { RequestContext } from "./context.ts";
import { connectDatabase, migrateDatabase, openDatabaseFor } from "./platform/database/index.ts";
import { createEventBus } from "./platform/events/index.ts";
import { createJobs } from "./platform/jobs/index.ts";
import { createMailer } from "./platform/mail/index.ts";
import { createSealer, createSigner, loadMasterKey } from "./platform/secrets/index.ts";
import { openObjectStore } from "./platform/storage/index.ts";

/**
 * Runs one command of an operator on the gallery that the environment configures: beside its running
 * server, or without one. Nobody is signed in; the command says whom it acts for.
 * @throws ConfigError, DatabaseStartError or MigrationError with what the operator can mend.
 */
export async function runAsOperator<Result>(
  environment: Record<string, string | undefined>,
  work: (ctx: RequestContext) => Promise<Result>,
): Promise<Result> {
  const config = readConfig(environment);
  await mkdir(config.dataFolder, { recursive: true });
  const opened =
    config.databaseUrl === null
      ? await openDatabaseFor(config.dataFolder)
      : { url: config.databaseUrl, close: async () => {} };
  const { url } = opened;
  const log = pino({ level: config.logLevel }, pino.destination({ fd: 2, sync: true }));
  const db = connectDatabase({ url, poolSize: 4 });
  const closing = [() => opened.close(), () => db.destroy()];
  try {
    await migrateDatabase({ url });
    const store = await openObjectStore(config);
    closing.push(() => store.close());
    const mail = createMailer({ db, log, smtp: config.smtp });
    closing.push(async () => mail.close());
    const ctx: RequestContext = {
      config,
      db,
      store,
      mail,
      log,
      signer: createSigner(await loadMasterKey(config)),
      sealer: createSealer(await loadMasterKey(config)),
      events: createEventBus({ db, url, log }),
      jobs: createJobs({ url, log }),
      now: () => new Date(),
      viewer: ANONYMOUS,
      requestId: "operator",
      ipAddress: "",
      baseUrl: config.url ?? `http://${config.host}:${config.port}`,
      signal: new AbortController().signal,
    };
    closing.push(() => settleTouches(ctx));
    return await work(ctx);
  } finally {
    for (const close of closing.toReversed()) await close();
  }
}
