/**
 * A server process for crash.process.test.ts that ends at the worst moment:
 *   node doomed-process.ts DATABASE_URL DATA_FOLDER ACCOUNT REPOSITORY_ID MOMENT ARGUMENT
 * MOMENT: `stored-upload` dies when the store has the bytes of the upload ARGUMENT and the database
 * does not; `stored-commit` the same with the bytes of a commit; `full-disk` commits ARGUMENT bytes
 * and prints how that ends.
 */
import { randomBytes } from "node:crypto";
import { pino } from "pino";
import { isProblem } from "#contract/problems.ts";
import { getSystemViewer } from "../../accounts/index.ts";
import { readConfig } from "../../config.ts";
import type { RequestContext } from "../../context.ts";
import { connectDatabase } from "../../platform/database/index.ts";
import { createEventBus } from "../../platform/events/index.ts";
import { createJobs } from "../../platform/jobs/index.ts";
import { createMailer } from "../../platform/mail/index.ts";
import { createSealer, createSigner, loadMasterKey } from "../../platform/secrets/index.ts";
import { type ObjectStore, openObjectStore } from "../../platform/storage/index.ts";
import { commitChanges, completeUpload, getRepositoryById } from "../index.ts";

const [url = "", folder = "", account = "", id = "", moment = "", argument = ""] =
  process.argv.slice(2);
const config = readConfig({
  ...process.env,
  GALLERY_DATA: folder,
  GALLERY_LOG_LEVEL: "silent",
});
const db = connectDatabase({ url });
const log = pino({ level: "silent" });
const store = await openObjectStore(config);

async function die(): Promise<never> {
  process.kill(process.pid, "SIGKILL");
  return new Promise(() => {});
}

const dying: ObjectStore = {
  ...store,
  write: async (...input) => {
    await store.write(...input);
    return die();
  },
  writeMany: async (...input) => {
    await store.writeMany(...input);
    return die();
  },
  commitStaging: async (...input) => {
    await store.commitStaging(...input);
    return die();
  },
};

const ctx: RequestContext = {
  config,
  db,
  store: moment === "full-disk" ? store : dying,
  events: createEventBus({ db, url, log }),
  jobs: createJobs({ url, log }),
  mail: createMailer({ db, log, smtp: null }),
  signer: createSigner(await loadMasterKey(config)),
  sealer: createSealer(await loadMasterKey(config)),
  log,
  now: () => new Date(),
  viewer: await getSystemViewer(db, account),
  requestId: "doomed",
  ipAddress: "192.0.2.1",
  baseUrl: "http://127.0.0.1:7860",
  signal: new AbortController().signal,
};
const repository = await getRepositoryById(db, Number(id));

if (moment === "stored-upload") {
  await completeUpload(ctx, repository, argument);
} else {
  const bytes = randomBytes(moment === "full-disk" ? Number(argument) : 5_000);
  const source = { bytes };
  const operations = [{ op: "put" as const, path: "never.bin", source }];
  const outcome = await commitChanges(ctx, repository, {
    branch: "main",
    title: "Never",
    operations,
  }).then(
    () => "committed",
    (error: unknown) => (isProblem(error) ? error.code : String(error)),
  );
  process.stdout.write(outcome);
}
await store.close();
await db.destroy();
