import { createHash, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { aName } from "../../testing/accounts.ts";
import { aHubUser, fileLine, testHub } from "../../testing/hub.ts";

const BASE = "http://localhost:7860";
const hub = await testHub();
const owner = await aHubUser(hub);
const stranger = await aHubUser(hub);

const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
const lfsLine = (path: string, oid: string) => ({
  key: "lfsFile",
  value: { path, algo: "sha256", oid },
});

async function withLargeFile(input: { private?: boolean } = {}) {
  const repo = await owner.client.createRepo(input);
  const bytes = randomBytes(30_000);
  const lines = [fileLine("a.bin", bytes), fileLine("a.txt", "one")];
  await owner.client.commit(`/api/models/${repo}/commit/main`, lines);
  return { repo, bytes, oid: sha256(bytes) };
}

describe("BEY-1: duplicates of repositories", () => {
  it("have the whole history, under the name and owner that were asked for", async () => {
    const { repo, bytes } = await withLargeFile();
    await owner.client.post(`/api/models/${repo}/tag/main`, { tag: "v1" });
    const name = `${stranger.name}/${aName("copy")}`;
    const made = await stranger.client.post(`/api/models/${repo}/duplicate`, { repository: name });
    expect([made.statusCode, made.json()]).toMatchObject([200, { url: `${BASE}/${name}` }]);
    const [before, after] = await Promise.all(
      [repo, name].map(async (id) => (await hub.anonymous.get(`/api/models/${id}`)).json<Info>()),
    );
    expect(after).toMatchObject({ id: name, sha: before?.sha, siblings: before?.siblings });
    const file = await hub.anonymous.get(`/${name}/resolve/v1/a.bin`);
    expect(file.rawPayload).toEqual(bytes);
  });

  it("are as visible as the first one, or as was asked", async () => {
    const { repo } = await withLargeFile({ private: true });
    const copy = async (wish: object) => {
      const repository = aName("copy");
      await owner.client.post(`/api/models/${repo}/duplicate`, { repository, ...wish });
      return (await owner.client.get(`/api/models/${owner.name}/${repository}`)).json<Info>();
    };
    expect(await copy({})).toMatchObject({ private: true });
    expect(await copy({ visibility: "public" })).toMatchObject({ private: false });
    expect(await copy({ private: true })).toMatchObject({ private: true });
  });

  it("need a right to read the one and to create the other; a taken name tells its url", async () => {
    const { repo } = await withLargeFile({ private: true });
    const duplicate = (repository: string, by = owner.client) =>
      by.post(`/api/models/${repo}/duplicate`, { repository });
    const url = `${BASE}/${repo}`;
    const taken = await duplicate(repo);
    expect([taken.statusCode, taken.json()]).toMatchObject([409, { url }]);
    const refused = [
      await duplicate(aName(), stranger.client),
      await duplicate(aName(), hub.anonymous),
      await duplicate(`${stranger.name}/${aName()}`),
      await duplicate("a/b/c"),
      await duplicate("no spaces"),
    ];
    expect(refused.map(({ statusCode }) => statusCode)).toEqual([404, 404, 403, 400, 400]);
  });
});

describe("BEY-1: large files across repositories", () => {
  it("lists those of all revisions with what clients read", async () => {
    const { repo, oid } = await withLargeFile();
    await owner.client.commit(`/api/models/${repo}/commit/main`, [
      fileLine("b.bin", randomBytes(40_000)),
      { key: "deletedFile", value: { path: "a.bin" } },
    ]);
    const first = await owner.client.get(`/api/models/${repo}/lfs-files?limit=1`);
    expect(first.json()).toMatchObject([{ filename: "b.bin", ref: "refs/heads/main" }]);
    const next = /^<http:\/\/localhost:7860([^>]+)>; rel="next"$/.exec(String(first.headers.link));
    const rest = await owner.client.get(next?.[1] ?? "");
    expect(rest.json()).toEqual([
      {
        fileOid: oid,
        oid,
        filename: "a.bin",
        size: 30_000,
        pushedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*\.\d{3}Z$/),
      },
    ]);
    expect(rest.headers.link).toBeUndefined();
    expect((await stranger.client.get(`/api/models/${repo}/lfs-files`)).statusCode).toBe(403);
  });

  it("shares what one may read with a repository that one may write", async () => {
    const { repo, bytes, oid } = await withLargeFile();
    const other = await stranger.client.createRepo();
    const missing = "0".repeat(64);
    const answer = await stranger.client.post(`/api/models/${repo}/lfs-files/duplicate`, {
      target: { type: "model", name: other },
      files: [{ sha256: oid, xetHash: "1".repeat(64), filename: "a.bin" }, { sha256: missing }],
    });
    expect(answer.json()).toMatchObject({
      success: [{ sha256: oid }],
      failed: [{ sha256: missing, error: expect.any(String) }],
    });
    // From then on it is theirs to commit, also when the first repository is gone.
    await owner.client.send({
      method: "DELETE",
      url: "/api/repos/delete",
      payload: { name: repo },
    });
    const commit = `/api/models/${other}/commit/main`;
    const committed = await stranger.client.commit(commit, [lfsLine("b.bin", oid)]);
    expect(committed.statusCode).toBe(200);
    const file = await hub.anonymous.get(`/${other}/resolve/main/b.bin`);
    expect(file.rawPayload).toEqual(bytes);
  });

  it("knowing a hash is not owning the file", async () => {
    const { repo, oid } = await withLargeFile({ private: true });
    const own = await stranger.client.createRepo();
    const share = (from: string, name: string, by = stranger.client) =>
      by.post(`/api/models/${from}/lfs-files/duplicate`, {
        target: { type: "model", name },
        files: [{ sha256: oid }],
      });
    expect((await share(repo, own)).statusCode).toBe(404);
    expect((await share(own, own)).json()).toMatchObject({
      success: [],
      failed: [{ sha256: oid }],
    });
    expect((await share(repo, own, owner.client)).statusCode).toBe(403);
    const taken = await stranger.client.commit(`/api/models/${own}/commit/main`, [
      lfsLine("b.bin", oid),
    ]);
    expect(taken.statusCode).toBe(422);
  });
});

describe("REP-7: large files that are deleted for good", () => {
  const remove = (repo: string, sha: string[], more: object = {}) =>
    owner.client.post(`/api/models/${repo}/lfs-files/batch`, { deletions: { sha, ...more } });

  it("go from the default branch and from all of history; the others stay", async () => {
    const { repo, oid } = await withLargeFile();
    const kept = randomBytes(20_000);
    await owner.client.commit(`/api/models/${repo}/commit/main`, [
      fileLine("b.bin", kept),
      lfsLine("copy/a.bin", oid),
    ]);
    const old = (await owner.client.get(`/api/models/${repo}`)).json<Info>().sha;
    const answer = await remove(repo, [oid, "0".repeat(64)]);
    expect([answer.statusCode, answer.json()]).toEqual([200, { success: true, deleted: 1 }]);
    const info = (await owner.client.get(`/api/models/${repo}`)).json<Info>();
    expect(info.siblings).toEqual(
      [".gitattributes", "a.txt", "b.bin"].map((rfilename) => ({ rfilename })),
    );
    expect((await hub.anonymous.get(`/${repo}/resolve/${old}/a.bin`)).statusCode).toBe(410);
    expect((await hub.anonymous.get(`/${repo}/resolve/main/b.bin`)).rawPayload).toEqual(kept);
    const listed = (await owner.client.get(`/api/models/${repo}/lfs-files`)).json<object[]>();
    expect(listed).toMatchObject([{ filename: "b.bin" }]);
    expect((await remove(repo, [oid])).json()).toEqual({ success: true, deleted: 0 });
  });

  it("stay, all of them, while another branch or a tag shows one", async () => {
    const { repo, bytes, oid } = await withLargeFile();
    await owner.client.post(`/api/models/${repo}/tag/main`, { tag: "v1" });
    const refused = await remove(repo, [oid]);
    expect([refused.statusCode, refused.json<Refusal>().error]).toEqual([
      409,
      expect.stringMatching(/^Still shown by v1\. /),
    ]);
    const file = await hub.anonymous.get(`/${repo}/resolve/main/a.bin`);
    expect(file.rawPayload).toEqual(bytes);
    const { repo: other, oid: shown } = await withLargeFile();
    const kept = await remove(other, [shown], { rewriteHistory: false });
    expect([kept.statusCode, kept.json<Refusal>().error]).toEqual([
      409,
      expect.stringMatching(/^Still shown by main\. /),
    ]);
  });

  it("are their manager's to delete", async () => {
    const { repo, oid } = await withLargeFile();
    const payload = { deletions: { sha: [oid], rewriteHistory: true } };
    const stolen = await stranger.client.post(`/api/models/${repo}/lfs-files/batch`, payload);
    expect(stolen.statusCode).toBe(403);
    expect((await remove(repo, ["main"])).statusCode).toBe(400);
  });
});

describe("BEY-1: super-squash", () => {
  it("leaves one commit with the same files; a branch may have slashes", async () => {
    const repo = await owner.client.createRepo({}, { "a.txt": "one" });
    await owner.client.commit(`/api/models/${repo}/commit/main`, [fileLine("a.txt", "two")]);
    await owner.client.post(`/api/models/${repo}/branch/old%2Fone`, {});
    const squash = (branch: string, by = owner.client) =>
      by.post(`/api/models/${repo}/super-squash/${branch}`, { message: "Begin anew" });
    expect((await squash("main", stranger.client)).statusCode).toBe(403);
    expect((await squash("none")).headers["x-error-code"]).toBe("RevisionNotFound");
    expect((await squash("main")).statusCode).toBe(200);
    const commits = async (revision: string) =>
      (await hub.anonymous.get(`/api/models/${repo}/commits/${revision}`)).json<Commit[]>();
    expect(await commits("main")).toMatchObject([{ title: "Begin anew" }]);
    expect(await commits("old%2Fone")).toHaveLength(3);
    expect((await squash("old%2Fone")).statusCode).toBe(200);
    expect(await commits("old%2Fone")).toHaveLength(1);
    expect((await hub.anonymous.get(`/${repo}/resolve/main/a.txt`)).body).toBe("two");
  });
});

type Info = { sha: string; siblings: object[] };
type Commit = { title: string };
type Refusal = { error: string };
