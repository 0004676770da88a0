import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { publishAsset } from "../../../publishing/index.ts";
import { wireDomains } from "../../../app.ts";
import { getAsset } from "../../../assets/index.ts";
import { anOrdinaryUser } from "../../../testing/accounts.ts";
import { A_PUBLICATION, anAsset } from "../../../testing/assets.ts";
import { testContext } from "../../../testing/context.ts";
import { aCommit } from "../../../testing/repositories.ts";
import { settle } from "../../../testing/settle.ts";
import { requireRepository } from "../../index.ts";
import { getFileScan } from "../get-file-scan.ts";
import { pingClamd, scanStream } from "./scan-stream.ts";

/**
 * A real clamd (Debian's package clamav-daemon) with a database of one signature of our own: it
 * takes neither a download nor a network.
 */
const MARK = "open-gallery-malware-test-7c1f";
const SIGNATURE = `Gallery.Test:0:*:${Buffer.from(MARK).toString("hex")}\n`;
const LIMIT_BYTES = 1_048_576;

const folder = await mkdtemp(join(tmpdir(), "gallery-clamd-"));
const address = { path: join(folder, "clamd.sock") };
let clamd: ChildProcess;

async function* chunks(...parts: (string | Buffer)[]) {
  for (const part of parts) yield Buffer.from(part);
}

async function* endless() {
  for (;;) yield Buffer.alloc(65_536, "x");
}

async function startClamd(): Promise<void> {
  clamd = spawn("/usr/sbin/clamd", ["--config-file", join(folder, "clamd.conf")]);
  const ended = once(clamd, "exit").then(() => {
    throw new Error("clamd has ended; on Debian it comes with apt-get install clamav-daemon");
  });
  await Promise.race([ended, answering()]);
}

async function answering(): Promise<void> {
  while (!(await pingClamd(address))) await sleep(100);
}

async function stopClamd(): Promise<void> {
  const ended = once(clamd, "exit");
  clamd.kill("SIGKILL");
  await ended;
}

beforeAll(async () => {
  await chmod(folder, 0o777);
  await mkdir(join(folder, "database"), { mode: 0o777 });
  await writeFile(join(folder, "database", "own.ndb"), SIGNATURE);
  await writeFile(
    join(folder, "clamd.conf"),
    [
      `DatabaseDirectory ${join(folder, "database")}`,
      `LocalSocket ${address.path}`,
      "Foreground yes",
      `StreamMaxLength ${LIMIT_BYTES}`,
    ].join("\n"),
  );
  await startClamd();
});
afterAll(async () => {
  await stopClamd();
  await rm(folder, { recursive: true });
});

describe("PLT-5: a virus scanner", () => {
  it("PLT-5: tells what it finds, also across chunks and behind many bytes", async () => {
    expect(await scanStream(address, chunks("ordinary"))).toEqual({ state: "clean" });
    expect(await scanStream(address, chunks())).toEqual({ state: "clean" });
    const behind = chunks(Buffer.alloc(900_000), MARK.slice(0, 9), MARK.slice(9), "more");
    expect(await scanStream(address, behind)).toEqual({
      state: "infected",
      signature: "Gallery.Test.UNOFFICIAL",
    });
  });

  it("PLT-5: ends a stream above its limit, which is said", async () => {
    expect(await scanStream(address, endless())).toEqual({ state: "too-large" });
    const above = chunks(Buffer.alloc(LIMIT_BYTES + 1));
    expect(await scanStream(address, above)).toEqual({ state: "too-large" });
  });

  it("PLT-5: is given up when the scan is", async () => {
    const aborting = new AbortController();
    const scanning = scanStream(address, endlessSlowly(aborting), aborting.signal);
    await expect(scanning).rejects.toThrow("given up");
  });

  it("PLT-5: that is not there is an error, and no verdict", async () => {
    const nowhere = { path: join(folder, "nothing.sock") };
    expect(await pingClamd(nowhere)).toBe(false);
    await expect(scanStream(nowhere, chunks("x"))).rejects.toThrow(/ENOENT/);
  });
});

async function* endlessSlowly(aborting: AbortController) {
  yield Buffer.alloc(10);
  aborting.abort();
  await sleep(50);
  yield Buffer.alloc(10);
}

describe("PLT-5: a gallery with a virus scanner", async () => {
  const base = await testContext({ environment: { GALLERY_CLAMD: address.path } });
  const ctx = base.as(await anOrdinaryUser(base));
  beforeAll(() => wireDomains(base));

  const anAssetWith = async (files: Record<string, string>) => {
    const asset = await anAsset(ctx);
    const repository = await requireRepository(ctx, asset, "write");
    await aCommit(ctx, repository, { files });
    await publishAsset(ctx, asset, A_PUBLICATION);
    return { asset, repository };
  };

  it("PLT-5: refuses to publish a file that it knows, and says so on the file", async () => {
    const { asset, repository } = await anAssetWith({ "a.txt": `see ${MARK}` });
    await settle(ctx);
    expect((await getAsset(ctx, asset)).state).toBe("publish-failed");
    const scan = await getFileScan(ctx, repository, { revision: "main", path: "a.txt" });
    expect(scan).toMatchObject({
      level: "dangerous",
      report: { malware: { state: "infected", signature: "Gallery.Test.UNOFFICIAL" } },
    });
  });

  it("PLT-5: goes on without it, and says that it could not be asked", async () => {
    await stopClamd();
    const { asset, repository } = await anAssetWith({ "a.txt": `gone: ${MARK}` });
    await settle(ctx);
    expect((await getAsset(ctx, asset)).state).toBe("published");
    const scan = await getFileScan(ctx, repository, { revision: "main", path: "a.txt" });
    expect(scan.report?.malware).toEqual({ state: "failed", signature: null });
    await startClamd();
  });
});
