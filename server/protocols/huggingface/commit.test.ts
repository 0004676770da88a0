import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { aHubUser, fileLine, testHub } from "../../testing/hub.ts";

const hub = await testHub({ environment: { GALLERY_LFS_BYTES: "100000" } });
const owner = await aHubUser(hub);
const stranger = await aHubUser(hub);
const LARGE = Buffer.from("\0".repeat(200));
const SHA256 = createHash("sha256").update(LARGE).digest("hex");

async function aRepo(files: Record<string, string> = {}) {
  const id = await owner.client.createRepo({}, files);
  const api = `/api/models/${id}`;
  return {
    id,
    api,
    commit: (lines: object[], header?: object) =>
      owner.client.commit(`${api}/commit/main`, lines, header),
    sendLines: (lines: string[]) => owner.client.sendLines(`${api}/commit/main`, lines),
    head: async () => (await owner.client.get(api)).json<{ sha: string }>().sha,
    paths: async () =>
      (await owner.client.get(`${api}/tree/main?recursive=true`))
        .json<{ path: string; type: string }[]>()
        .filter(({ type }) => type === "file")
        .map(({ path }) => path)
        .toSorted(),
    read: async (path: string) => (await owner.client.get(`/${id}/resolve/main/${path}`)).body,
  };
}

const HEADER = JSON.stringify({ key: "header", value: { summary: "Change" } });
const lfsLine = (path: string, more: object = {}) => ({
  key: "lfsFile",
  value: { path, algo: "sha256", oid: SHA256, ...more },
});

describe("REP-2: commits by hub clients", () => {
  it("add files, and say where the commit is", async () => {
    const repo = await aRepo();
    const response = await repo.commit([fileLine("a.txt", "one"), fileLine("b/c.txt", "two")], {
      summary: "Add two",
      description: "and say why",
    });
    const head = await repo.head();
    expect(response.json()).toEqual({
      success: true,
      commitOid: head,
      commitUrl: `http://localhost:7860/${repo.id}/commit/${head}`,
      hookOutput: "",
    });
    expect([await repo.read("a.txt"), await repo.read("b/c.txt")]).toEqual(["one", "two"]);
    const [latest] = (await owner.client.get(`${repo.api}/commits/main`)).json<object[]>();
    expect(latest).toMatchObject({ title: "Add two", message: "and say why" });
  });

  it("take text as it is where it is not base64, with or without a newline at the end", async () => {
    const repo = await aRepo();
    const plain = { path: "p.txt", content: "画 = €", encoding: "utf-8" };
    const lines = [HEADER, JSON.stringify({ key: "file", value: plain }), "", ""];
    expect((await repo.sendLines(lines)).statusCode).toBe(200);
    expect(await repo.read("p.txt")).toBe("画 = €");
  });

  it("delete files and folders, and add below what was deleted", async () => {
    const repo = await aRepo({ "a.txt": "1", "d/1.txt": "1", "d/2.txt": "2", "e/1.txt": "1" });
    await repo.commit([
      { key: "deletedFile", value: { path: "a.txt" } },
      { key: "deletedFolder", value: { path: "d/" } },
      fileLine("d/3.txt", "3"),
    ]);
    expect(await repo.paths()).toEqual([".gitattributes", "d/3.txt", "e/1.txt"]);
    const missing = await repo.commit([{ key: "deletedFile", value: { path: "none.txt" } }]);
    expect([missing.statusCode, missing.headers["x-error-code"]]).toEqual([404, "EntryNotFound"]);
  });

  it("that change nothing are not made: the head is the answer", async () => {
    const repo = await aRepo({ "a.txt": "one" });
    const before = await repo.head();
    const response = await repo.commit([fileLine("a.txt", "one")]);
    expect(response.json()).toMatchObject({ success: true, commitOid: before });
    expect(await repo.head()).toBe(before);
  });

  it("name a large file by its hash, with its size, and without it in a copy", async () => {
    const repo = await aRepo();
    await repo.commit([fileLine("first.bin", LARGE)]);
    const copies = [lfsLine("sized.bin", { size: 200 }), lfsLine("copy.bin")];
    expect((await repo.commit(copies)).statusCode).toBe(200);
    for (const path of ["sized.bin", "copy.bin"]) {
      expect(await repo.read(path)).toBe(LARGE.toString());
    }
    const wrong = await repo.commit([lfsLine("wrong.bin", { size: 201 })]);
    expect(wrong.statusCode).toBe(422);
  });

  it("REP-12: of a hash that one only knows are refused, for it might be anybody's", async () => {
    const repo = await aRepo();
    const secret = Buffer.from("\0secret");
    await repo.commit([fileLine("secret.bin", secret)]);
    const payload = { private: true };
    await owner.client.send({ method: "PUT", url: `${repo.api}/settings`, payload });
    const id = await stranger.client.createRepo();
    const known = createHash("sha256").update(secret).digest("hex");
    for (const oid of [known, "f".repeat(64)]) {
      const value = { path: "x.bin", algo: "sha256", oid };
      const url = `/api/models/${id}/commit/main`;
      const response = await stranger.client.commit(url, [{ key: "lfsFile", value }]);
      expect(response.statusCode).toBe(422);
    }
  });

  it.each([
    ["..\\ddd", "contains"],
    ["../up.txt", "contains the segment '..'"],
    ["/abs.txt", "begins"],
    ["a//b.txt", "contains '//'"],
    [".git/config", "git"],
    ["a/.GIT/config", "git"],
    ["", "is empty"],
    ["nul\0.txt", "control"],
    ["x".repeat(5000), "longer"],
  ])("refuse the path %j", async (path, reason) => {
    const repo = await aRepo();
    const response = await repo.commit([fileLine(path, "x")]);
    expect(response.statusCode).toBe(422);
    expect(response.json<{ error: string }>().error).toContain(reason);
    expect(await repo.paths()).toEqual([".gitattributes"]);
  });

  it.each([
    ["no header", [JSON.stringify(fileLine("a", "a"))], "line 1: the header stands once"],
    ["nothing", [""], "line 1: the header is missing"],
    ["two headers", [HEADER, HEADER], "line 2: the header stands once"],
    ["no JSON", [HEADER, "{"], "line 2: is not valid JSON"],
    ["JSON that is no line", [HEADER, "7"], "line 2: "],
    ["an unknown line", [HEADER, '{"key":"renamed","value":{}}'], "line 2: key"],
    ["a file without content", [HEADER, '{"key":"file","value":{"path":"a"}}'], "line 2: value"],
    [
      "bad base64",
      [HEADER, '{"key":"file","value":{"path":"a","content":"a*b","encoding":"base64"}}'],
      "line 2: value.content",
    ],
    [
      "a hash that is none",
      [HEADER, '{"key":"lfsFile","value":{"path":"a","algo":"sha256","oid":"abc"}}'],
      "line 2: value.oid",
    ],
    ["no title", ['{"key":"header","value":{"summary":""}}'], "line 1: value.summary"],
  ])("with %s are refused, naming the line", async (_case, lines, message) => {
    const repo = await aRepo();
    const before = await repo.head();
    const response = await repo.sendLines(lines);
    expect(response.statusCode).toBe(400);
    expect(response.json<{ error: string }>().error).toContain(message);
    expect(await repo.head()).toBe(before);
  });

  it("take a file just below the limit for large ones, and no longer line", async () => {
    const repo = await aRepo();
    const largest = "x".repeat(99_999);
    expect((await repo.commit([fileLine("largest.txt", largest)])).statusCode).toBe(200);
    expect(await repo.read("largest.txt")).toBe(largest);
    const huge = await repo.commit([fileLine("huge.txt", "x".repeat(200_000))]);
    expect([huge.statusCode, huge.json<{ error: string }>().error]).toEqual([
      413,
      expect.stringMatching(/ bytes\. Send large files by LFS\.$/),
    ]);
  });

  it("never collect a body in memory because of what its sender calls it", async () => {
    const repo = await aRepo();
    const response = await owner.client.send({
      method: "POST",
      url: `${repo.api}/commit/main`,
      headers: { "content-type": "application/json" },
      payload: [HEADER, JSON.stringify(fileLine("a.txt", "one"))].join("\n"),
    });
    expect(response.statusCode).toBe(200);
    expect(await repo.read("a.txt")).toBe("one");
  });

  it("go to branches: a tag or a commit is no branch, and a pull request must be there", async () => {
    const repo = await aRepo({ "a.txt": "one" });
    await owner.client.post(`${repo.api}/tag/main`, { tag: "v1" });
    for (const revision of ["none", "v1", await repo.head(), "refs%2Fpr%2F1"]) {
      const url = `${repo.api}/commit/${revision}`;
      const response = await owner.client.commit(url, [fileLine("b.txt", "b")]);
      expect(response.headers["x-error-code"]).toBe("RevisionNotFound");
    }
    await owner.client.post(`${repo.api}/branch/dev`, {});
    const dev = `${repo.api}/commit/refs%2Fheads%2Fdev`;
    expect((await owner.client.commit(dev, [fileLine("b.txt", "b")])).statusCode).toBe(200);
    expect(await repo.paths()).toEqual([".gitattributes", "a.txt"]);
  });

  it("come one after the other when two clients write at once, and none is lost", async () => {
    const repo = await aRepo();
    const names = ["1", "2", "3", "4", "5", "6"];
    const answers = await Promise.all(names.map((name) => repo.commit([fileLine(name, name)])));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(names.map(() => 200));
    expect(await repo.paths()).toEqual([".gitattributes", ...names]);
    const parentCommit = await repo.head();
    const racing = await Promise.all(
      names.map((name) =>
        repo.commit([fileLine(`r${name}`, name)], { summary: "r", parentCommit }),
      ),
    );
    expect(racing.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([
      200, 412, 412, 412, 412, 412,
    ]);
  });

  it("REP-8: a README changes the tags at once", async () => {
    const repo = await aRepo();
    await repo.commit([fileLine("README.md", "---\nlicense: mit\ntags: [new]\n---\n")]);
    const { tags } = (await owner.client.get(repo.api)).json<{ tags: string[] }>();
    expect(tags).toEqual(expect.arrayContaining(["license:mit", "new"]));
  });
});
