import { randomBytes } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import {
  hubCommit,
  hubFile,
  hubLfsFile,
  lfsBatch,
  lfsUploadPath,
  objectOf,
  preupload,
  sha256,
} from "./hub.ts";
import type { Answer, Place } from "./person.ts";
import { head, sendAndCut, sendRaw } from "./raw-http.ts";
import { hostileGallery } from "./server-process.ts";

const gallery = await hostileGallery({ GALLERY_IDLE_TIMEOUT_SECONDS: "5" });
const alice = await gallery.person("alice");
const { host } = new URL(gallery.url);
const authorization = `Bearer ${alice.token}`;
const binary = { Host: host, "Content-Type": "application/octet-stream" };

type Session = { id: string; missing: { start: number; end: number }[]; state: string };

async function anUpload(at: Place, file: { path?: string; sizeBytes: number; sha256?: string }) {
  const answer = await at.person.post(at.api("uploads"), { path: "w.bin", ...file });
  expect(answer.status, answer.bytes.toString()).toBe(201);
  const { id } = answer.json as Session;
  const call = (rest: string) => at.api(`uploads/${id}${rest}`);
  return {
    id,
    partPath: (offset: number) => call(`/parts/${offset}`),
    put: (offset: number, bytes: Uint8Array) =>
      at.person.put(call(`/parts/${offset}`), new Uint8Array(bytes)),
    complete: () => at.person.post(call("/complete"), ""),
    state: async () => (await at.person.get(call(""))).json as Session,
  };
}

describe("the bytes of an upload", () => {
  it("REP-13: with another hash than was declared are never stored", async () => {
    const at = await alice.model("wrong-hash");
    const bytes = randomBytes(20_000);
    const upload = await anUpload(at, { sizeBytes: 20_000, sha256: sha256(randomBytes(1)) });
    expect((await upload.put(0, bytes)).status).toBe(200);
    const refused = await upload.complete();
    expect([refused.status, refused.json["code"]]).toEqual([422, "hash-mismatch"]);
    expect((await upload.state()).state).toBe("failed");
    const operations = [{ op: "put", path: "w.bin", uploadId: upload.id }];
    const commit = await alice.post(at.api("commits"), { title: "Try", operations });
    expect(commit.status).toBeGreaterThanOrEqual(400);
    expect((await at.content("w.bin")).status).toBe(404);
  });

  it("REP-13: too few are not complete, and the rest is asked for", async () => {
    const at = await alice.model("short");
    const upload = await anUpload(at, { sizeBytes: 1_000 });
    await upload.put(0, randomBytes(999));
    const refused = await upload.complete();
    expect([refused.status, refused.json["code"]]).toEqual([409, "upload-incomplete"]);
    expect(refused.json["missing"]).toEqual([{ start: 999, end: 1_000 }]);
  });

  it("REP-13: too many are refused and change nothing, with a length, in chunks, beyond the end", async () => {
    const at = await alice.model("long");
    const bytes = randomBytes(1_000);
    const upload = await anUpload(at, { sizeBytes: 1_000 });
    await upload.put(0, bytes);
    const [path, beyond] = [upload.partPath(500), upload.partPath(5_000)];
    const close = { ...binary, Authorization: authorization, Connection: "close" };
    const long = randomBytes(600);
    for (const answer of [
      await sendRaw(gallery.url, head(`PUT ${path}`, { ...close, "Content-Length": "600" }), long),
      await sendRaw(
        gallery.url,
        head(`PUT ${path}`, { ...close, "Transfer-Encoding": "chunked" }),
        "258\r\n",
        long,
        "\r\n0\r\n\r\n",
      ),
      await sendRaw(
        gallery.url,
        head(`PUT ${beyond}`, { ...close, "Content-Length": "600" }),
        long,
      ),
    ]) {
      expect(answer.status, answer.text).toBe(422);
      expect(JSON.parse(answer.body)).toMatchObject({ code: "size-mismatch" });
    }
    const stored = await upload.complete();
    expect(stored.json).toMatchObject({ state: "stored", sha256: sha256(bytes) });
  });

  it("REP-13: that are refused while they come hold up nothing that follows them", async () => {
    const at = await alice.model("refused");
    const upload = await anUpload(at, { sizeBytes: 1_000 });
    const headers = { ...binary, Authorization: authorization, "Transfer-Encoding": "chunked" };
    const { text } = await sendRaw(
      gallery.url,
      head(`PUT ${upload.partPath(0)}`, headers),
      `${(30_000_000).toString(16)}\r\n`,
      randomBytes(30_000_000),
      "\r\n0\r\n\r\n",
      head("GET /healthz", { Host: host, Connection: "close" }),
    );
    expect(text).toMatch(/^HTTP\/1.1 422 /);
    expect(text).toContain("HTTP/1.1 200 OK");
  });

  it("REP-3: cut at every part go on where they were", async () => {
    const at = await alice.model("cut");
    const bytes = randomBytes(6 * 200_000);
    const upload = await anUpload(at, { sizeBytes: bytes.length, sha256: sha256(bytes) });
    for (const [part, sent] of [0, 1, 65_536, 100_000, 199_999, 150_000].entries()) {
      const start = part * 200_000;
      const cutAt = start + sent;
      const headers = { ...binary, Authorization: authorization, "Content-Length": "200000" };
      await sendAndCut(
        gallery.url,
        head(`PUT ${upload.partPath(start)}`, headers),
        bytes.subarray(start, cutAt),
      );
      // A part may be cut on its way through the network: the server says what it has of it.
      const kept = await vi.waitFor(async () => {
        const { missing } = await upload.state();
        const first = missing[0]?.start ?? bytes.length;
        expect(first).toBeGreaterThanOrEqual(start);
        return first;
      });
      expect(kept).toBeLessThanOrEqual(cutAt);
      expect((await upload.complete()).status).toBe(409);
      const rest = bytes.subarray(kept, start + 200_000);
      expect((await upload.put(kept, rest)).status).toBe(200);
    }
    expect((await upload.complete()).json).toMatchObject({ state: "stored" });
    await at.commit({ op: "put", path: "w.bin", uploadId: upload.id });
    expect((await at.content("w.bin")).bytes.equals(bytes)).toBe(true);
  });

  it("REP-3: that stop coming end by silence, and what came is kept", async () => {
    const at = await alice.model("silent");
    const upload = await anUpload(at, { sizeBytes: 100_000 });
    const headers = { ...binary, Authorization: authorization, "Content-Length": "100000" };
    const said = await sendRaw(
      gallery.url,
      head(`PUT ${upload.partPath(0)}`, headers),
      randomBytes(70_000),
    );
    expect(said.text).not.toContain("200 OK");
    await vi.waitFor(async () => {
      expect((await upload.state()).missing).toEqual([{ start: 70_000, end: 100_000 }]);
    });
  });
});

describe("the bytes of an LFS object", () => {
  const bytes = randomBytes(30_000);
  const object = objectOf(bytes);

  it("REP-13: with another hash, too few or too many are refused and not there", async () => {
    const at = await alice.model("lfs-lies");
    const path = await lfsUploadPath(at, object);
    const put = (length: Record<string, string>, ...pieces: (string | Uint8Array)[]) =>
      sendRaw(
        gallery.url,
        head(`PUT ${path}`, { ...binary, ...length, Connection: "close" }),
        ...pieces,
      );
    const other = randomBytes(30_000);
    const chunked = { "Transfer-Encoding": "chunked" };
    const cases: [string, Promise<{ status: number; text: string }>][] = [
      ["wrong hash", put({ "Content-Length": "30000" }, other)],
      ["short", put({ "Content-Length": "29999" }, bytes.subarray(1))],
      ["long", put({ "Content-Length": "30001" }, bytes, "x")],
      ["short in chunks", put(chunked, "2710\r\n", bytes.subarray(0, 10_000), "\r\n0\r\n\r\n")],
      ["long in chunks", put(chunked, "7531\r\n", bytes, "x\r\n0\r\n\r\n")],
    ];
    for (const [name, sent] of cases) {
      const answer = await sent;
      expect(answer.status, `${name}: ${answer.text}`).toBe(422);
      expect(answer.text).toContain("application/vnd.git-lfs+json");
    }
    expect((await lfsBatch(at, "upload", object)).actions).toBeDefined();
    expect((await hubCommit(at, [hubLfsFile("w.bin", object)])).status).toBe(422);
  });

  it("REP-13: cut in the middle leave nothing, and can be sent again", async () => {
    const at = await alice.model("lfs-cut");
    const path = await lfsUploadPath(at, object);
    for (const sent of [0, 1, 15_000, 29_999]) {
      const headers = { ...binary, "Content-Length": "30000" };
      await sendAndCut(gallery.url, head(`PUT ${path}`, headers), bytes.subarray(0, sent));
    }
    expect((await lfsBatch(at, "upload", object)).actions).toBeDefined();
    expect((await hubCommit(at, [hubLfsFile("w.bin", object)])).status).toBe(422);
    expect((await alice.put(path, new Uint8Array(bytes))).status).toBe(200);
    expect((await lfsBatch(at, "upload", object)).actions).toBeUndefined();
  });

  it("REP-13: of another size than a commit says are refused", async () => {
    const at = await alice.model("lfs-size");
    const other = randomBytes(20_000);
    const truth = objectOf(other);
    await alice.put(await lfsUploadPath(at, truth), new Uint8Array(other));
    const lie = { ...truth, size: truth.size + 1 };
    const refused = await hubCommit(at, [hubLfsFile("w.bin", lie)]);
    expect(refused.status, refused.bytes.toString()).toBe(422);
    expect((await lfsBatch(at, "upload", lie)).error?.code).toBe(422);
    expect((await hubCommit(at, [hubLfsFile("w.bin", truth)])).status).toBe(200);
  });
});

describe("a file of 0 bytes", () => {
  const nothing = objectOf(Buffer.alloc(0));
  const doors: Record<string, (at: Place) => Promise<unknown>> = {
    "a commit of text": (at) => at.commit({ op: "put", path: "empty", text: "" }),
    "a commit of base64": (at) => at.commit({ op: "put", path: "empty", base64: "" }),
    async "an upload"(at) {
      const upload = await anUpload(at, { path: "empty", sizeBytes: 0, sha256: nothing.oid });
      expect((await upload.complete()).json).toMatchObject({
        state: "stored",
        sha256: nothing.oid,
      });
      return at.commit({ op: "put", path: "empty", uploadId: upload.id });
    },
    "a hub commit": (at) => hubCommit(at, [hubFile("empty", "")]),
    async "LFS and a hub commit"(at) {
      const path = await lfsUploadPath(at, nothing);
      expect((await at.person.put(path, new Uint8Array())).status).toBe(200);
      return hubCommit(at, [hubLfsFile("empty", nothing)]);
    },
  };

  it.each(Object.entries(doors))(
    "REP-3: comes by %s and is read by every way",
    async (door, put) => {
      // Each by somebody who has never sent these bytes before.
      const person = await gallery.person(`empty-${sha256(Buffer.from(door)).slice(0, 6)}`);
      const at = await person.model("empty");
      await at.commit({ op: "put", path: "other.txt", text: "x" });
      expect((await preupload(at, { path: "empty", size: 0 })).json).toMatchObject({
        files: [{ path: "empty", uploadMode: "regular" }],
      });
      await put(at);
      const ways: Answer[] = [
        await at.content("empty"),
        await person.get(`/${at.fullName}/resolve/main/empty`),
      ];
      for (const read of ways) {
        expect([read.status, read.bytes.length]).toEqual([200, 0]);
        expect(read.headers.get("content-length")).toBe("0");
      }
      const path = at.api("content/main/empty");
      const range = await person.send({ path, headers: { range: "bytes=0-0" } });
      // All that there is, as the JavaScript hub client needs it: it asks for the first byte of every file.
      expect([range.status, range.headers.get("content-range")]).toEqual([200, "bytes */0"]);
      const detail = await person.get(at.api("files/main/empty"));
      expect(detail.json).toMatchObject({ sizeBytes: 0, sha256: nothing.oid });
    },
  );
});
