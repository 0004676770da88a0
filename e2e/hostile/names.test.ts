import { describe, expect, it } from "vitest";
import { hubCommit, hubFile, hubLfsFile, lfsBatch, objectOf, preupload, sha256 } from "./hub.ts";
import { type Answer, inUrl, type Place } from "./person.ts";
import { hostileGallery } from "./server-process.ts";

const gallery = await hostileGallery();
const alice = await gallery.person("alice");
const place = await alice.model("names");
const head = await place.commit({ op: "put", path: "there.txt", text: "there" });

const text = "the same bytes";
const object = objectOf(Buffer.from(text));

/** Every way by which the name of a file comes in. */
const doors: Record<string, (at: Place, path: string) => Promise<Answer>> = {
  "a commit": (at, path) => commitOne(at, { op: "put", path, text }),
  "a rename": (at, path) => commitOne(at, { op: "rename", from: "there.txt", to: path }),
  "an upload": ({ person, api }, path) => person.post(api("uploads"), { path, sizeBytes: 14 }),
  "a hub commit": (at, path) => hubCommit(at, [hubFile(path, text)]),
  "a hub commit by hash": (at, path) => hubCommit(at, [hubLfsFile(path, object)]),
  "a hub preupload": (at, path) => preupload(at, { path, size: 14 }),
};

function commitOne({ person, api }: Place, operation: object): Promise<Answer> {
  return person.post(api("commits"), { title: "Work", operations: [operation] });
}

const refused: Record<string, string> = {
  "two points": "..",
  "a way out": "../../etc/passwd",
  "a way out in the middle": "a/../../b",
  "one point": "a/./b",
  "an absolute path": "/etc/passwd",
  "a path that ends with a slash": "a/",
  "an empty segment": "a//b",
  "a backslash": "..\\..\\windows\\win.ini",
  "a NUL": "a\u0000.txt",
  "a line break": "a\nb.txt",
  "an escape sequence": "a\u001b[2Jb",
  "300 characters": "x".repeat(300),
  "300 characters of three bytes": "名".repeat(300),
  "too many folders": "a/".repeat(200) + "b",
  "a mark that turns the text around": "invoice\u202Efdp.exe",
  "half a character": "a\uD800b",
  "git's own folder": "a/.GIT/config",
  "git's own folder on Windows": "git~1/config",
  nothing: "",
};

describe.each(Object.entries(refused))("a name with %s", (_, path) => {
  it("PLT-7: is refused in the same words at every door, and changes nothing", async () => {
    const said = new Set<string>();
    for (const [door, enter] of Object.entries(doors)) {
      const answer = await enter(place, path);
      expect(answer.status, `${door}: ${answer.bytes.toString()}`).toBe(422);
      const { detail, error } = answer.json;
      said.add(String(detail ?? error));
    }
    expect([...said]).toHaveLength(1);
    expect([...said][0]).toMatch(/^path: ".*" (is|contains|begins)/su);
    expect((await place.person.get(place.api("commit/main"))).json).toMatchObject({ id: head });
  });
});

const accepted: Record<string, string> = {
  "letters from right to left": "ملف/קובץ.txt",
  "combining characters": "cafe\u0301/q\u0323\u0307.txt",
  "a family of emoji": "👩‍👩‍👧‍👦 👍🏽.txt",
  "characters with a meaning in addresses": "100%2F #1?a=b&c;d+e.txt",
  "points that lead nowhere": "..a/b../...",
  "quotes and brackets": `a"b'c<d>[e]{f}|g*h.txt`,
  "spaces at its ends": " a /b ",
  "255 bytes in a segment": "y".repeat(255),
  "a device of Windows": "aux/con.txt",
  "a name of an object's member": "__proto__/constructor",
};

describe.each(Object.entries(accepted))("a name with %s", (_, path) => {
  it("REP-2: is taken at every door and gives the same bytes back by every way", async () => {
    const at = await alice.model(`taken-${sha256(Buffer.from(path)).slice(0, 8)}`);
    await at.commit({ op: "put", path: "there.txt", text });
    const opened = await alice.post(at.api("uploads"), { path, sizeBytes: 14 });
    expect(opened.status).toBe(201);
    const { id } = opened.json as { id: string };
    const part = at.api(`uploads/${id}/parts/0`);
    expect((await alice.put(part, text)).status).toBe(200);
    expect((await alice.post(at.api(`uploads/${id}/complete`), "")).status).toBe(200);
    expect((await preupload(at, { path, size: 14 })).status).toBe(200);
    for (const enter of [
      () => at.commit({ op: "put", path, uploadId: id }),
      () => hubCommit(at, [hubFile(path, text)]),
      () => hubCommit(at, [hubLfsFile(path, object)]),
      () => at.commit({ op: "put", path, text }),
    ]) {
      await enter();
      const address = inUrl(path);
      for (const way of [
        at.api(`content/main/${address}`),
        `/${at.fullName}/resolve/main/${address}`,
      ]) {
        const read = await alice.get(way);
        expect(read.bytes.toString(), way).toBe(text);
        expect(read.headers.get("content-disposition")).not.toMatch(/[^\x20-\x7e]/);
      }
      const tree = await alice.get(at.api("tree/main?recursive=true"));
      const items = tree.json["items"] as { path: string }[];
      expect(items.map((item) => item.path)).toContain(path);
      await at.commit({ op: "delete", path });
    }
  });
});

describe("two names", () => {
  const putters = {
    "a commit": doors["a commit"] as (at: Place, path: string) => Promise<Answer>,
    "a hub commit": doors["a hub commit"] as (at: Place, path: string) => Promise<Answer>,
  };

  it.each(Object.entries(putters))(
    "REP-2: that differ only in case are two files, by %s",
    async (door, put) => {
      const at = await alice.model(`case-${door.length}`);
      await at.commit({ op: "put", path: "Model.bin", text: "capital" });
      expect((await put(at, "model.bin")).status).toBeLessThan(300);
      expect((await at.content("Model.bin")).bytes.toString()).toBe("capital");
      expect((await at.content("model.bin")).bytes.toString()).toBe(text);
      expect((await at.content("MODEL.bin")).status).toBe(404);
    },
  );

  it.each(Object.entries(putters))(
    "REP-3: of a file and a folder are a conflict, by %s",
    async (door, put) => {
      const at = await alice.model(`clash-${door.length}`);
      await at.commit(
        { op: "put", path: "a", text: "file" },
        { op: "put", path: "b/c", text: "x" },
      );
      for (const path of ["a/below", "b"]) expect((await put(at, path)).status, path).toBe(409);
      expect((await at.content("a")).bytes.toString()).toBe("file");
    },
  );

  it.each(Object.entries(putters))(
    "REP-2: that look the same are refused, by %s",
    async (door, put) => {
      const at = await alice.model(`twins-${door.length}`);
      await at.commit({ op: "put", path: "caf\u00e9.txt", text: "composed" });
      expect((await put(at, "cafe\u0301.txt")).status).toBe(409);
    },
  );
});

describe("the name of an asset", () => {
  const names = [
    "..",
    ".",
    "a/b",
    "a\\b",
    "a\u0000",
    "x".repeat(300),
    "a\u202Eb",
    ".git",
    "a b",
    "",
  ];
  it.each(names)("PLT-7: cannot be %j, at any door", async (name) => {
    const input = { kind: "model", owner: "alice", name };
    expect((await alice.post("/api/v1/assets", input)).status).toBe(400);
    const byHub = await alice.post("/api/repos/create", { name, type: "model" });
    expect(byHub.status, byHub.bytes.toString()).toBeGreaterThanOrEqual(400);
    expect(byHub.status).toBeLessThan(500);
  });
});

describe("the hash of a large file", () => {
  const oids = ["", "../../../etc/passwd", "\u0000".repeat(64), "A".repeat(64), "g".repeat(64)];
  it.each(oids)("PLT-7: cannot be %j", async (oid) => {
    for (const operation of ["upload", "download"] as const) {
      const answer = await lfsBatch(place, operation, { oid, size: 3 });
      expect(answer).toEqual({ oid, size: 3, error: { code: 422, message: expect.any(String) } });
    }
    const byHub = await hubCommit(place, [hubLfsFile("x.bin", { oid, size: 3 })]);
    expect(byHub.status).toBe(400);
    const operation = { op: "put", path: "x.bin", sha256: oid };
    expect((await commitOne(place, operation)).status).toBe(400);
  });
});
