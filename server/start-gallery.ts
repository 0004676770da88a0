import { mkdir } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { settleTouches } from "./accounts/index.ts";
import { createApp, wireDomains } from "./app.ts";
import { flushUse } from "./assets/index.ts";
import type { Config } from "./config.ts";
import type { Context } from "./context.ts";
import {
  connectDatabase,
  type LaunchedPostgres,
  launchPostgres,
  migrateDatabase,
} from "./platform/database/index.ts";
import { createEventBus } from "./platform/events/index.ts";
import { createJobs } from "./platform/jobs/index.ts";
import { createMailer } from "./platform/mail/index.ts";
import { createSealer, createSigner, loadMasterKey } from "./platform/secrets/index.ts";
import { openObjectStore } from "./platform/storage/index.ts";

/** Lines leave together, at the latest after a moment: one system call per request costs 5 %. */
const LOG_DESTINATION = { fd: 2, sync: false, minLength: 4096, periodicFlush: 200 };

export type Gallery = {
  app: FastifyInstance;
  ctx: Context;
  /** Where it answers. */
  url: string;
  /** Drains requests and jobs, writes what is pending, stops the embedded database. */
  stop: () => Promise<void>;
};

export type StartOptions = {
  webFolder: string | null;
  checksAnswers?: boolean;
  /** Told in a sentence what an operator may want to know. */
  notice?: (message: string) => void;
  /** The embedded database ended on its own: nothing can be answered until a new start. */
  databaseLost?: () => void;
};

/** How to end what was started, in the order in which it was. */
type Started = (() => Promise<unknown>)[];

/** Starts everything in order; what was started is stopped again when a later step fails. */
export async function startGallery(config: Config, options: StartOptions): Promise<Gallery> {
  const started: Started = [];
  const stop = async () => {
    for (const end of started.splice(0).toReversed()) await end();
  };
  try {
    const ctx = await openContext(config, started, options);
    wireDomains(ctx);
    const app = await createApp(ctx, {
      webFolder: options.webFolder,
      checksAnswers: options.checksAnswers ?? false,
    });
    await ctx.jobs.start();
    started.push(() => ctx.jobs.stop());
    ctx.events.start();
    started.push(() => ctx.events.stop());
    started.push(async () => {
      await settleTouches(ctx);
      await flushUse(ctx);
    });
    await app.listen({ host: config.host, port: config.port });
    started.push(() => app.close());
    const { port } = app.server.address() as AddressInfo;
    return {
      app,
      ctx,
      url: config.url ?? `http://${hostForPeople(config.host)}:${port}`,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function openContext(
  config: Config,
  started: Started,
  options: StartOptions,
): Promise<Context> {
  const log = pino({ level: config.logLevel }, pino.destination(LOG_DESTINATION));
  await mkdir(config.dataFolder, { recursive: true });
  const url = config.databaseUrl ?? (await launch(config, started, options)).url;
  const db = connectDatabase({ url });
  started.push(() => db.destroy());
  await migrateDatabase({ url });
  const store = await openObjectStore(config);
  started.push(() => store.close());
  const mail = createMailer({ db, log, smtp: config.smtp });
  started.push(async () => mail.close());
  return {
    config,
    db,
    store,
    signer: createSigner(await loadMasterKey(config)),
    sealer: createSealer(await loadMasterKey(config)),
    events: createEventBus({ db, url, log }),
    jobs: createJobs({ url, log }),
    mail,
    log,
    now: () => new Date(),
  };
}

async function launch(
  config: Config,
  started: Started,
  { notice = () => {}, databaseLost = () => {} }: StartOptions,
): Promise<LaunchedPostgres> {
  const postgres = await launchPostgres({ dataFolder: config.dataFolder, notice });
  let isStopping = false;
  started.push(() => {
    isStopping = true;
    return postgres.stop();
  });
  void postgres.exited.then(() => {
    if (!isStopping) databaseLost();
  });
  return postgres;
}

/** A server on all addresses is reached by people through this machine's own name for itself. */
function hostForPeople(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}
