import type { Logger } from "pino";
import type { Viewer } from "./accounts/index.ts";
import type { Config } from "./config.ts";
import type { Database } from "./platform/database/index.ts";
import type { EventBus } from "./platform/events/index.ts";
import type { Jobs } from "./platform/jobs/index.ts";
import type { Mailer } from "./platform/mail/index.ts";
import type { Sealer, Signer } from "./platform/secrets/index.ts";
import type { ObjectStore } from "./platform/storage/index.ts";

/** What every use-case of the running server can reach. */
export type Context = {
  config: Config;
  db: Database;
  store: ObjectStore;
  events: EventBus;
  jobs: Jobs;
  mail: Mailer;
  /** Signs what travels through a client, with keys of the installation's master key. */
  signer: Signer;
  /** Keeps secrets that must be told again, with keys of the same master key. */
  sealer: Sealer;
  log: Logger;
  /** The server's clock; tests set it. */
  now: () => Date;
};

/** The context of one request, or of one job acting for somebody. */
export type RequestContext = Context & {
  viewer: Viewer;
  requestId: string;
  /** Of the caller, as far as trusted proxies tell. */
  ipAddress: string;
  /** Base of absolute URLs in the answer, without a trailing slash; never an unknown Host. */
  baseUrl: string;
  /** Aborted when the caller has gone away. */
  signal: AbortSignal;
};
