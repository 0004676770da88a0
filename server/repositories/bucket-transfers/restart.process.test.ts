import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, expect, it, onTestFinished, vi } from "vitest";
import type { Transfer } from "#contract/repositories/transfer.ts";
import { s3ServerPath } from "../../../tools/s3-server.mjs";
import { withTransaction } from "../../platform/database/index.ts";
import { ForeignBucket } from "../../platform/storage/index.ts";
import { type S3Proxy, startS3Proxy } from "../../platform/storage/testing/s3-proxy.ts";
import { startS3Server } from "../../platform/storage/testing/s3-server.ts";
import { anOrdinaryUser, aUser } from "../../testing/accounts.ts";
import { testContext } from "../../testing/context.ts";
import { testDatabase } from "../../testing/database.ts";
import { anAsset } from "../../testing/assets.ts";
import { aCommit } from "../../testing/repositories.ts";
import { createConnection } from "../connections/create-connection.ts";
import { startDelivery } from "../deliveries/start-delivery.ts";
import { startImport } from "../imports/start-import.ts";
import { listEntriesRecursive } from "../reading/list-entries.ts";
import { findHead } from "../reading/resolve-revision.ts";
import { requireRepository } from "../require-repository.ts";
import { look } from "../testing/run-transfers.ts";
import { resumeTransfersJob } from "./transfer-jobs.ts";

const MB = 1_000_000;
const STALE_MS = 16_000;
const main = fileURLToPath(new URL("../../main.ts", import.meta.url));
const environment = {
  GALLERY_SECRET: "the same for the test and for the server that it kills",
  GALLERY_STORAGE_HOSTS: "127.0.0.1",
};
const database = await testDatabase();
const ctx = await testContext({ database, environment });
await aUser(ctx);
const owner = await anOrdinaryUser(ctx);
const as = ctx.as(owner);
const s3 = await startS3Server(s3ServerPath);
afterAll(() => s3.stop());
const { endpoint, credentials, bucket, region } = s3.settings;

vi.setConfig({ testTimeout: 180_000 });

/** A server with workers on the test's database and data. */
function startServer(): ChildProcess {
  const child = spawn(process.execPath, [main, "--port", "0", "--data", ctx.config.dataFolder], {
    env: { ...process.env, ...environment, DATABASE_URL: database.url },
    stdio: "ignore",
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

async function aProxy(): Promise<S3Proxy> {
  const proxy = await startS3Proxy(endpoint ?? "");
  onTestFinished(() => proxy.close());
  return proxy;
}

function aConnection(proxy: S3Proxy, prefix: string) {
  return createConnection(as, {
    name: prefix,
    endpoint: proxy.url,
    region,
    bucket,
    prefix,
    accessKeyId: credentials?.accessKeyId ?? "",
    secretAccessKey: credentials?.secretAccessKey ?? "",
    isPathStyle: true,
  });
}

function openBucket(): ForeignBucket {
  if (credentials === null) throw new Error("the test server has credentials");
  const settings = { endpoint, region, bucket, credentials, isPathStyle: true };
  return new ForeignBucket(settings, ctx.config.storageHosts);
}

async function put(name: string, bytes: Buffer): Promise<void> {
  const spoolFolder = `${ctx.config.dataFolder}/spool`;
  const to = openBucket();
  await to.write({ name, sizeBytes: bytes.length, spoolFolder }, [bytes]);
  to.close();
}

/** What the next tick of the clock does, once the killed run is known to be over. */
async function afterStale(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, STALE_MS));
  await withTransaction(ctx.db, (trx) => ctx.jobs.enqueue(trx, resumeTransfersJob, {}));
}

/** How it has ended, which must be well. */
async function ended(begun: Transfer): Promise<Transfer> {
  return vi.waitFor(
    async () => {
      const now = await look(ctx, begun);
      expect(now).toMatchObject({ state: "done", failure: null });
      return now;
    },
    { timeout: 60_000, interval: 200 },
  );
}

it("PUB-12: an import goes on after kill -9, without what has come, and commits once", async () => {
  for (const name of ["a", "b", "c"]) await put(`in/${name}`, Buffer.alloc(2 * MB, name));
  const repository = await requireRepository(as, await anAsset(as, { kind: "dataset" }), "write");
  const before = await findHead(ctx, repository);
  const proxy = await aProxy();
  let read: string[] = [];
  proxy.fault = ({ path }) => {
    if (path.includes("list-type")) return undefined;
    read.push(path);
    return path.includes("/c") ? { delayMs: 60_000 } : undefined;
  };
  const { id } = await aConnection(proxy, "in/");
  const source = { kind: "object-storage", connection: id, path: "" } as const;
  const begun = await startImport(as, repository, { source, folder: "", title: "" });
  const killed = startServer();
  await vi.waitFor(async () => expect((await look(ctx, begun)).doneFiles).toBe(2), {
    timeout: 60_000,
    interval: 200,
  });
  await kill(killed);
  expect(await findHead(ctx, repository)).toBe(before);
  read = [];
  proxy.fault = ({ path }) => void (path.includes("list-type") || read.push(path));
  startServer();
  await afterStale();
  const done = await ended(begun);
  expect(read).toHaveLength(1);
  expect(done).toMatchObject({ totalFiles: 3, doneFiles: 3, doneBytes: 6 * MB });
  expect(await findHead(ctx, repository)).toBe(done.commit);
  const { count } = await ctx.db
    .selectFrom("commits")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("repository_id", "=", repository.id)
    .executeTakeFirstOrThrow();
  expect(count).toBe(before === null ? 1 : 2);
  const at = { commit: done.commit ?? "" };
  const entries = await Array.fromAsync(listEntriesRecursive(ctx, repository, at));
  expect(entries.map(({ path }) => path)).toEqual(expect.arrayContaining(["a", "b", "c"]));
});

it("DIS-9: a delivery goes on after kill -9 with the files that are not there yet", async () => {
  const repository = await requireRepository(as, await anAsset(as, { kind: "dataset" }), "write");
  // Each larger than what is sent together with others.
  const files = { a: Buffer.alloc(40 * MB, "a"), b: Buffer.alloc(40 * MB, "b") };
  await aCommit(as, repository, { files });
  const proxy = await aProxy();
  let sent: string[] = [];
  proxy.fault = ({ method, path }) => {
    if (method !== "PUT") return undefined;
    sent.push(path);
    return path.includes("/b") ? { delayMs: 60_000 } : undefined;
  };
  const { id } = await aConnection(proxy, "out/");
  const target = { kind: "object-storage", connection: id, path: "" } as const;
  const begun = await startDelivery(as, repository, { target, revision: "HEAD", folder: "" });
  const killed = startServer();
  await vi.waitFor(async () => expect((await look(ctx, begun)).doneFiles).toBe(3), {
    timeout: 60_000,
    interval: 200,
  });
  await kill(killed);
  sent = [];
  proxy.fault = ({ method, path }) => void (method === "PUT" && sent.push(path));
  startServer();
  await afterStale();
  await ended(begun);
  // Beside what is written to learn how the bucket encrypts.
  const objects = sent.filter((path) => !path.includes("/.open-gallery-"));
  expect(objects.every((path) => path.includes("/out/b"))).toBe(true);
  const from = openBucket();
  const listed = await Array.fromAsync(from.list("out/"));
  from.close();
  expect(listed.map(({ name, sizeBytes }) => [name, sizeBytes])).toEqual([
    ["out/.gitattributes", expect.any(Number)],
    ["out/README.md", expect.any(Number)],
    ["out/a", 40 * MB],
    ["out/b", 40 * MB],
  ]);
});
