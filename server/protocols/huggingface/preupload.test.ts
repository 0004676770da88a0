import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { aHubUser, fileLine, testHub } from "../../testing/hub.ts";

const BINARY = Buffer.from([0, 1, 2, 3]);

const hub = await testHub({ environment: { GALLERY_LFS_BYTES: "1000" } });
const owner = await aHubUser(hub);
const repo = await owner.client.createRepo();
const base = `/api/models/${repo}`;
const lines = [
  fileLine("a.txt", "one"),
  fileLine("a.bin", BINARY),
  fileLine(".gitignore", "*.log\nbuild/\n!keep.log\n"),
];
await owner.client.commit(`${base}/commit/main`, lines);

type File = { path: string; uploadMode: string; shouldIgnore: boolean; oid?: string };

async function ask(files: [string, string | Uint8Array, number?][], more: object = {}) {
  const asked = files.map(([path, content, size]) => {
    const bytes = Buffer.from(content);
    const sample = bytes.subarray(0, 512).toString("base64");
    return { path, sample, size: size ?? bytes.length };
  });
  const response = await owner.client.post(`${base}/preupload/main`, { files: asked, ...more });
  expect(response.statusCode).toBe(200);
  return response.json<{ files: File[] }>().files;
}

describe("BEY-1: preupload", () => {
  it("decides by size, by attributes and by the first bytes which files are large", async () => {
    const files = await ask([
      ["new.txt", "text"],
      ["large.txt", "text", 1000],
      ["almost.txt", "text", 999],
      ["binary", BINARY],
      ["model.safetensors", "text"],
      ["chinese.txt", "画".repeat(300)],
      ["empty.bin", ""],
      [".gitattributes", "*.x filter=lfs"],
    ]);
    expect(files.map(({ path, uploadMode }) => [path, uploadMode])).toEqual([
      ["new.txt", "regular"],
      ["large.txt", "lfs"],
      ["almost.txt", "regular"],
      ["binary", "lfs"],
      ["model.safetensors", "lfs"],
      ["chinese.txt", "regular"],
      ["empty.bin", "regular"],
      [".gitattributes", "regular"],
    ]);
    expect(files.every(({ shouldIgnore }) => !shouldIgnore)).toBe(true);
  });

  it("obeys attributes that come along", async () => {
    const gitAttributes = "*.dat filter=lfs diff=lfs merge=lfs -text\n*.md filter=lfs\n";
    const files = await ask(
      [
        ["a.dat", "text"],
        ["b.md", "text"],
        ["c.txt", "text"],
      ],
      {
        gitAttributes,
      },
    );
    expect(files.map(({ uploadMode }) => uploadMode)).toEqual(["lfs", "lfs", "regular"]);
  });

  it("tells what lies there now: the blob of a small file, the SHA-256 of a large one", async () => {
    const files = await ask([
      ["a.txt", "one"],
      ["a.bin", BINARY],
      ["none.txt", "none"],
    ]);
    expect(files.map(({ oid }) => oid)).toEqual([
      "43dd47ea691c90a5fa7827892c70241913351963",
      createHash("sha256").update(BINARY).digest("hex"),
      undefined,
    ]);
  });

  it("ignores by the repository's .gitignore, or by one that comes along", async () => {
    const names: [string, string][] = [
      ["x.log", "x"],
      ["keep.log", "x"],
      ["build/out.txt", "x"],
      ["sub/build/out.txt", "x"],
      ["a.tmp", "x"],
    ];
    const ignored = (files: File[]) =>
      files.flatMap(({ path, shouldIgnore }) => (shouldIgnore ? [path] : []));
    const stored = ["x.log", "build/out.txt", "sub/build/out.txt"];
    expect(ignored(await ask(names))).toEqual(stored);
    expect(ignored(await ask(names, { gitIgnore: "*.tmp" }))).toEqual(["a.tmp"]);
    expect(ignored(await ask(names, { gitIgnore: "" }))).toEqual([]);
  });

  it("gives every path back byte for byte", async () => {
    const odd = ["a b#c%25?.txt", "画/é.txt", "e\u0301.txt", '"quoted".txt'];
    const files = await ask(odd.map((path): [string, string] => [path, "x"]));
    expect(files.map(({ path }) => path)).toEqual(odd);
  });

  it("needs the right to write, and a branch that is there", async () => {
    const body = { files: [] };
    expect((await hub.anonymous.post(`${base}/preupload/main`, body)).statusCode).toBe(401);
    const missing = await owner.client.post(`${base}/preupload/none`, body);
    expect(missing.headers["x-error-code"]).toBe("RevisionNotFound");
    const invalid = await owner.client.post(`${base}/preupload/main`, { files: [{ path: "a" }] });
    expect([invalid.statusCode, invalid.json<{ error: string }>().error]).toEqual([
      400,
      expect.stringContaining("files.0.size"),
    ]);
  });
});
