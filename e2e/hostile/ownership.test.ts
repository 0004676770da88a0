import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { hubCommit, hubFile, hubLfsFile, lfsBatch, lfsUploadPath, objectOf } from "./hub.ts";
import type { Answer, Place } from "./person.ts";
import { hostileGallery } from "./server-process.ts";

const gallery = await hostileGallery();
const alice = await gallery.person("alice");
const mallory = await gallery.person("mallory");
const secret = randomBytes(50_000);
const known = objectOf(secret);
const unknown = objectOf(randomBytes(50_000));

const hers = await alice.model("secret");
await hers.commit({ op: "put", path: "weights.bin", base64: secret.toString("base64") });
const his = await mallory.model("thief");
await his.commit({ op: "put", path: "mine.txt", text: "mine" });

/** An answer without what is a request's own, and with the hash it was asked for left out. */
function withoutOwn({ status, headers, bytes }: Answer, oid: string) {
  const text = bytes
    .toString()
    .replaceAll(oid, "OID")
    .replaceAll(/"requestId":"[^"]*"/g, "")
    .replaceAll(/"(id|createdAt|expires_at)":"[^"]*"/g, '"$1":""')
    .replaceAll(/signature=[^"]*/g, "");
  const kept = [...headers].filter(([name]) => !["date", "x-request-id"].includes(name));
  return { status, text, headers: kept.map(([name, value]) => [name, value.replace(oid, "OID")]) };
}

function putByHash({ person, api }: Place, oid: string): Promise<Answer> {
  const operations = [{ op: "put", path: "w.bin", sha256: oid }];
  return person.post(api("commits"), { title: "Take", operations });
}

describe("the hash of a content that one may not read", () => {
  const questions: Record<string, (object: typeof known) => Promise<Answer>> = {
    "a commit by hash": ({ oid }) => putByHash(his, oid),
    "a hub commit by hash": (object) => hubCommit(his, [hubLfsFile("w.bin", object)]),
    "a hub commit by hash with a wrong size": ({ oid }) =>
      hubCommit(his, [hubLfsFile("w.bin", { oid, size: 1 })]),
    "an upload": ({ oid, size }) =>
      mallory.post(his.api("uploads"), { path: "w.bin", sizeBytes: size, sha256: oid }),
    "an LFS upload": ({ oid, size }) => batch("upload", { oid, size }),
    "an LFS upload with a wrong size": ({ oid }) => batch("upload", { oid, size: 1 }),
    "an LFS download": ({ oid, size }) => batch("download", { oid, size }),
  };
  const batch = (operation: string, object: typeof known) =>
    mallory.send({
      method: "POST",
      path: `/${his.fullName}.git/info/lfs/objects/batch`,
      body: JSON.stringify({ operation, objects: [object] }),
      headers: { "content-type": "application/vnd.git-lfs+json" },
    });

  it.each(Object.entries(questions))(
    "REP-12: answers %s as one that nobody has",
    async (_, ask) => {
      const aboutKnown = withoutOwn(await ask(known), known.oid);
      const aboutUnknown = withoutOwn(await ask(unknown), unknown.oid);
      expect(aboutKnown).toEqual(aboutUnknown);
      expect(aboutKnown.text).not.toMatch(/"wasStored":true|"isNew":true/);
    },
  );

  it("REP-12: cannot be read through a pointer that names it", async () => {
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${known.oid}\nsize ${known.size}\n`;
    const answers = [
      await mallory.post(his.api("commits"), {
        title: "Take",
        operations: [{ op: "put", path: "pointer.bin", text: pointer }],
      }),
      await hubCommit(his, [hubFile("pointer2.bin", pointer)]),
    ];
    for (const [index, path] of ["pointer.bin", "pointer2.bin"].entries()) {
      const read = await his.content(path);
      expect(read.bytes.includes(secret.subarray(0, 64))).toBe(false);
      if ((answers[index]?.status ?? 0) < 300) expect(read.bytes.toString()).toBe(pointer);
      else expect(read.status).toBe(404);
    }
    const download = await lfsBatch(his, "download", known);
    expect(download.error?.code).toBe(404);
  });

  it("REP-12: is no secret to who sends the bytes: all of them, and they are stored once", async () => {
    const path = await lfsUploadPath(his, known);
    expect((await mallory.put(path, new Uint8Array(secret))).status).toBe(200);
    expect((await hubCommit(his, [hubLfsFile("w.bin", known)])).status).toBe(200);
    expect((await his.content("w.bin")).bytes.equals(secret)).toBe(true);
  });
});

describe("two commits on one parent", () => {
  it("REP-3: one wins, by whichever protocol, and the others are told the new head", async () => {
    const at = await alice.model("race");
    for (let round = 0; round < 3; round += 1) {
      const parent = await at.commit({ op: "put", path: "round.txt", text: String(round) });
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, writer) => {
          const path = `${round}-${writer}.txt`;
          if (writer % 2 === 0) return hubCommit(at, [hubFile(path, "x")], parent);
          const operations = [{ op: "put", path, text: "x" }];
          return alice.post(at.api("commits"), { title: "R", expectedHead: parent, operations });
        }),
      );
      const winners = answers.filter(({ status }) => status < 300);
      expect(winners).toHaveLength(1);
      const { commit, commitOid } = winners[0]?.json ?? {};
      const head = commit ?? commitOid;
      for (const { status, json } of answers.filter((answer) => answer.status >= 300)) {
        expect(status).toBe(412);
        if (json["code"] !== undefined) expect(json).toMatchObject({ code: "parent-stale", head });
      }
      const { json } = await alice.get(at.api("commit/main"));
      expect(json).toMatchObject({ id: head, parents: [parent], changeCount: 1 });
    }
  });

  it("REP-3: without a parent none is lost", async () => {
    const at = await alice.model("together");
    const writers = Array.from({ length: 10 }, (_, writer) => `${writer}.txt`);
    await Promise.all(
      writers.map((path, writer) =>
        writer % 2 === 0
          ? hubCommit(at, [hubFile(path, path)])
          : at.commit({ op: "put", path, text: path }),
      ),
    );
    for (const path of writers) expect((await at.content(path)).bytes.toString()).toBe(path);
  });
});
