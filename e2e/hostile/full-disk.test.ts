import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { hubCommit, hubLfsFile, lfsUploadPath, objectOf } from "./hub.ts";
import { type Answer, type Place, signUp } from "./person.ts";
import { aDataFolder, startServer } from "./server-process.ts";

const MB = 1_000_000;
const dataFolder = await aDataFolder();
const isMounted = mountSmallDisk(join(dataFolder, "objects"));
const server = await startServer({
  dataFolder,
  // Where no disk can be mounted, no file grows beyond 20 MiB (blocks of 512 bytes).
  ...(isMounted ? {} : { preparation: "ulimit -f 40960" }),
});
afterAll(() => server.stop());
await signUp(server.url, "operator-of-all");
const alice = await signUp(server.url, "alice");
const at = await alice.model("disk");
const before = randomBytes(8 * MB);

/** A disk of 24 MB for the objects alone; only root may make one. */
function mountSmallDisk(folder: string): boolean {
  mkdirSync(folder, { recursive: true });
  if (process.getuid?.() !== 0) return false;
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=24m", "tmpfs", folder], { stdio: "ignore" });
  } catch {
    return false;
  }
  afterAll(() => {
    execFileSync("umount", [folder]);
  });
  return true;
}

/** Opens, sends and completes; gives the first refusal, or the last answer. */
async function upload(place: Place, bytes: Buffer): Promise<Answer> {
  const opened = await alice.post(place.api("uploads"), { path: "w.bin", sizeBytes: bytes.length });
  if (opened.status !== 201) return opened;
  const call = place.api(`uploads/${String(opened.json["id"])}`);
  const sent = await alice.put(`${call}/parts/0`, new Uint8Array(bytes));
  const answer = sent.status === 200 ? await alice.post(`${call}/complete`, "") : sent;
  if (answer.status !== 200) await alice.send({ method: "DELETE", path: call });
  return answer;
}

async function expectEverythingElseWorks(): Promise<void> {
  expect((await alice.get("/readyz")).status).toBe(200);
  expect((await at.content("before.bin")).bytes.equals(before)).toBe(true);
  await at.commit({ op: "put", path: "note.txt", text: randomBytes(8).toString("hex") });
}

it("REP-3: a file that the disk cannot hold is refused as such; the server goes on", async () => {
  const stored = await upload(at, before);
  expect(stored.json, stored.bytes.toString()).toMatchObject({ state: "stored" });
  await at.commit({ op: "put", path: "before.bin", uploadId: String(stored.json["id"]) });

  const refused = await upload(at, randomBytes(40 * MB));
  expect([refused.status, refused.json["code"]]).toEqual([507, "storage-full"]);
  await expectEverythingElseWorks();

  const large = randomBytes(40 * MB);
  const byLfs = await alice.put(await lfsUploadPath(at, objectOf(large)), new Uint8Array(large));
  expect(byLfs.status, byLfs.bytes.toString()).toBe(507);
  expect((await hubCommit(at, [hubLfsFile("w.bin", objectOf(large))])).status).toBe(422);
  await expectEverythingElseWorks();

  const later = await upload(at, randomBytes(6 * MB));
  expect(later.json, later.bytes.toString()).toMatchObject({ state: "stored" });
});

it.runIf(isMounted)(
  "REP-3: a disk that fills while bytes come is told; freed, it takes them",
  async () => {
    const [one, two] = [randomBytes(8 * MB), randomBytes(6 * MB)];
    const open = { path: "one.bin", sizeBytes: one.length };
    const { json } = await alice.post(at.api("uploads"), open);
    const call = at.api(`uploads/${String(json["id"])}`);
    expect((await alice.put(`${call}/parts/0`, new Uint8Array(one))).status).toBe(200);

    const operations = [{ op: "put", path: "two.bin", base64: two.toString("base64") }];
    const commit = () => alice.post(at.api("commits"), { title: "Two", operations });
    const refused = await commit();
    expect([refused.status, refused.json["code"]]).toEqual([507, "storage-full"]);
    expect((await at.content("two.bin")).status).toBe(404);
    await expectEverythingElseWorks();

    await alice.send({ method: "DELETE", path: call });
    expect((await commit()).status).toBe(201);
    expect((await at.content("two.bin")).bytes.equals(two)).toBe(true);
  },
);
