import { randomBytes, randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { hubCommit, hubLfsFile, lfsUploadPath, objectOf } from "./hub.ts";
import { type Person, personOf, type Place, placeOf, signUp } from "./person.ts";
import { aDataFolder, startServer } from "./server-process.ts";

const ROUNDS = 4;
const seed = Number(process.env["HOSTILE_SEED"] ?? randomInt(2 ** 31));
const random = randomFrom(seed);
const dataFolder = await aDataFolder();

/** What was sent under which name, and which of it the server has said to be there. */
type Ledger = { sent: Map<string, Buffer>; acknowledged: Set<string> };
type Unfinished = { id: string; bytes: Buffer; acknowledgedBytes: number };

it(`REP-3: kill -9 at any moment loses nothing that was acknowledged (seed ${seed})`, async () => {
  let server = await startServer({ dataFolder });
  let alice: Person = await signUp(server.url, "alice");
  let at = await alice.model("crash");
  await at.commit({ op: "put", path: "first.txt", text: "first" });
  const ledger: Ledger = { sent: new Map(), acknowledged: new Set() };
  for (let round = 0; round < ROUNDS; round += 1) {
    const upload = await openUpload(at);
    const writers = [
      writePairs(at, ledger, round),
      writeByHub(at, ledger, round),
      writeUploads(at, ledger, round),
      writeParts(at, upload),
    ];
    await sleep(150 + random() * 1_500);
    await server.kill({ withDatabase: round % 2 === 0 });
    await Promise.all(writers);
    server = await startServer({ dataFolder });
    alice = personOf(server.url, alice);
    at = placeOf(alice, at.fullName);
    await expectNothingLost(at, ledger);
    await expectResumable(at, upload);
  }
  expect(ledger.acknowledged.size).toBeGreaterThan(0);
  await server.stop();
});

/** Two files in every commit: both are there or none. */
async function writePairs(at: Place, { sent, acknowledged }: Ledger, round: number) {
  await untilKilled(async (turn) => {
    const paths = [`pairs/${round}-${turn}-a`, `pairs/${round}-${turn}-b`] as const;
    const operations = paths.map((path) => {
      const bytes = randomBytes(turn % 2 === 0 ? 200 : 40_000);
      sent.set(path, bytes);
      return { op: "put", path, base64: bytes.toString("base64") };
    });
    const answer = await at.person.post(at.api("commits"), { title: "Pair", operations });
    if (answer.status === 201) for (const path of paths) acknowledged.add(path);
  });
}

async function writeByHub(at: Place, { sent, acknowledged }: Ledger, round: number) {
  await untilKilled(async (turn) => {
    const path = `hub/${round}-${turn}`;
    const bytes = randomBytes(100_000);
    sent.set(path, bytes);
    await at.person.put(await lfsUploadPath(at, objectOf(bytes)), new Uint8Array(bytes));
    const answer = await hubCommit(at, [hubLfsFile(path, objectOf(bytes))]);
    if (answer.status === 200) acknowledged.add(path);
  });
}

async function writeUploads(at: Place, { sent, acknowledged }: Ledger, round: number) {
  await untilKilled(async (turn) => {
    const path = `uploads/${round}-${turn}`;
    const { id, bytes } = await openUpload(at, 300_000);
    sent.set(path, bytes);
    const call = at.api(`uploads/${id}`);
    for (const offset of [200_000, 0, 100_000]) {
      await at.person.put(
        `${call}/parts/${offset}`,
        new Uint8Array(bytes.subarray(offset, offset + 100_000)),
      );
    }
    await at.person.post(`${call}/complete`, "");
    const operations = [{ op: "put", path, uploadId: id }];
    const answer = await at.person.post(at.api("commits"), { title: "Upload", operations });
    if (answer.status === 201) acknowledged.add(path);
  });
}

/** Many small parts of one file that will not be whole when the server dies. */
async function writeParts(at: Place, upload: Unfinished) {
  await untilKilled(async () => {
    const offset = upload.acknowledgedBytes;
    const part = upload.bytes.subarray(offset, offset + 50_000);
    if (part.length === 0) return sleep(20);
    const path = at.api(`uploads/${upload.id}/parts/${offset}`);
    const answer = await at.person.put(path, new Uint8Array(part));
    if (answer.status === 200) upload.acknowledgedBytes += part.length;
    return undefined;
  });
}

/** Repeats a piece of work until the server hangs up in its middle. */
async function untilKilled(work: (turn: number) => Promise<unknown>): Promise<void> {
  for (let turn = 0; ; turn += 1) {
    try {
      await work(turn);
    } catch (error) {
      if (error instanceof TypeError) return;
      throw error;
    }
  }
}

async function openUpload(at: Place, sizeBytes = 20_000_000): Promise<Unfinished> {
  const answer = await at.person.post(at.api("uploads"), { path: "w.bin", sizeBytes });
  const { id } = answer.json as { id: string };
  return { id, bytes: randomBytes(sizeBytes), acknowledgedBytes: 0 };
}

/** Acknowledged files are there; every file that is there is whole; no commit came by halves. */
async function expectNothingLost(at: Place, { sent, acknowledged }: Ledger): Promise<void> {
  const present = await listFiles(at);
  for (const path of acknowledged) expect(present, path).toContain(path);
  for (const path of present) {
    const bytes = sent.get(path);
    if (bytes !== undefined) expect((await at.content(path)).bytes.equals(bytes), path).toBe(true);
    if (!path.startsWith("pairs/")) continue;
    const other = path.endsWith("-a") ? path.replace(/a$/, "b") : path.replace(/b$/, "a");
    expect(present, `the other half of ${path}`).toContain(other);
  }
}

async function listFiles(at: Place): Promise<string[]> {
  const paths: string[] = [];
  let cursor: unknown = null;
  do {
    const next = typeof cursor === "string" ? `&cursor=${encodeURIComponent(cursor)}` : "";
    const { json } = await at.person.get(at.api(`tree/main?recursive=true&limit=1000${next}`));
    const items = json["items"] as { type: string; path: string }[];
    paths.push(...items.filter((item) => item.type === "file").map((item) => item.path));
    cursor = json["nextCursor"];
  } while (cursor !== null);
  return paths;
}

/** Every acknowledged byte was kept, and the upload goes on from there to the end. */
async function expectResumable(at: Place, upload: Unfinished): Promise<void> {
  const call = at.api(`uploads/${upload.id}`);
  const { json } = await at.person.get(call);
  const missing = json["missing"] as { start: number; end: number }[];
  expect(missing[0]?.start ?? upload.bytes.length).toBeGreaterThanOrEqual(upload.acknowledgedBytes);
  for (const { start, end } of missing) {
    const rest = new Uint8Array(upload.bytes.subarray(start, end));
    expect((await at.person.put(`${call}/parts/${start}`, rest)).status).toBe(200);
  }
  const stored = await at.person.post(`${call}/complete`, "");
  expect(stored.json).toMatchObject({ state: "stored", sha256: objectOf(upload.bytes).oid });
}

/** Mulberry32: the same numbers for the same seed. */
function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
