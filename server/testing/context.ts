import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll } from "vitest";
import { ANONYMOUS, settleTouches, type Viewer } from "../accounts/index.ts";
import { type Config, readConfig } from "../config.ts";
import type { Context, RequestContext } from "../context.ts";
import { createEventBus } from "../platform/events/index.ts";
import { createJobs } from "../platform/jobs/index.ts";
import { createMailer } from "../platform/mail/index.ts";
import { createSealer, createSigner, loadMasterKey } from "../platform/secrets/index.ts";
import { openObjectStore } from "../platform/storage/index.ts";
import { testS3Environment } from "../platform/storage/testing/test-s3-settings.ts";
import { testDatabase, type TestDatabase } from "./database.ts";

export type TestContext = RequestContext & {
  /** The same, as somebody else. */
  as: (viewer: Viewer) => TestContext;
  /** The same a moment later, with the clock put forward. */
  later: (milliseconds: number) => TestContext;
};

export type TestContextOptions = {
  /** Environment variables as an operator sets them. */
  environment?: Record<string, string>;
  /** A second server process on the same database; default: a database of its own. */
  database?: TestDatabase;
};

/**
 * A context like a request's, over a database and an object store of its own, dropped when the file
 * ends. Called at the top of a test file: `const ctx = await testContext();`. Nobody is signed in;
 * background work runs when a test starts it.
 */
export async function testContext(options: TestContextOptions = {}): Promise<TestContext> {
  const { db, url } = options.database ?? (await testDatabase());
  const dataFolder = await mkdtemp(join(tmpdir(), "gallery-context-"));
  const config = readConfig({
    GALLERY_LOG_LEVEL: "silent",
    ...testS3Environment(),
    ...options.environment,
    GALLERY_DATA: dataFolder,
  });
  const ctx = await makeContext(config, { db, url });
  afterAll(async () => {
    await settleTouches(ctx);
    await ctx.jobs.stop();
    ctx.mail.close();
    await ctx.store.close();
    await rm(dataFolder, { recursive: true, force: true });
  });
  return asTestContext({
    ...ctx,
    viewer: ANONYMOUS,
    requestId: "test",
    ipAddress: "192.0.2.1",
    baseUrl: config.url ?? "http://127.0.0.1:7860",
    signal: new AbortController().signal,
  });
}

async function makeContext(config: Config, { db, url }: TestDatabase): Promise<Context> {
  const log = pino({ level: config.logLevel });
  return {
    config,
    db,
    store: await openObjectStore(config),
    events: createEventBus({ db, url, log }),
    jobs: createJobs({ url, log }),
    mail: createMailer({ db, log, smtp: config.smtp }),
    signer: createSigner(await loadMasterKey(config)),
    sealer: createSealer(await loadMasterKey(config)),
    log,
    now: () => new Date(),
  };
}

function asTestContext(ctx: RequestContext): TestContext {
  return {
    ...ctx,
    as: (viewer) => asTestContext({ ...ctx, viewer }),
    later: (milliseconds) =>
      asTestContext({ ...ctx, now: () => new Date(ctx.now().getTime() + milliseconds) }),
  };
}
