import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  commit,
  countCommits,
  createBranch,
  createRepo,
  deleteBranch,
  deleteFile,
  deleteRepo,
  downloadFile,
  fileDownloadInfo,
  fileExists,
  HubApiError,
  listCommits,
  listDatasets,
  listFiles,
  listModels,
  modelInfo,
  pathsInfo,
  repoExists,
  type RepoDesignation,
  snapshotDownload,
  uploadFile,
  uploadFiles,
  whoAmI,
} from "@huggingface/hub";
import { describe, expect, it } from "vitest";
import { aFolder, LARGE_BYTES, sha256 } from "./files-on-disk.ts";
import { runGallery } from "./gallery.ts";

const { url: hubUrl, person, folder } = await runGallery();
const { name, token: accessToken } = await person("alice");
const as = { hubUrl, accessToken };

let made = 0;
async function newRepo(visibility: "public" | "private" = "public"): Promise<RepoDesignation> {
  made += 1;
  const repo = { type: "model", name: `${name}/js-${made}` } as const;
  await createRepo({ ...as, repo, visibility });
  return repo;
}

async function bytesOf(blob: Blob | null): Promise<Buffer> {
  if (blob === null) throw new Error("there is no such file");
  return Buffer.from(await blob.arrayBuffer());
}

describe("BEY-1: @huggingface/hub", () => {
  it("whoAmI tells the account and the token", async () => {
    const me = await whoAmI(as);
    expect([me.type, me.name, me.auth.accessToken?.role]).toEqual(["user", name, "write"]);
    expect(me.auth.accessToken?.createdAt).toBeInstanceOf(Date);
    const wrong = whoAmI({ hubUrl, accessToken: "hf_ogThisTokenWasNeverGiven" });
    await expect(wrong).rejects.toMatchObject({ statusCode: 401 });
  });

  it("REP-1: createRepo and deleteRepo, of each type", async () => {
    for (const type of ["model", "dataset", "space"] as const) {
      const repo = { type, name: `${name}/js-${type}` } as const;
      const files = [{ path: "first.txt", content: new Blob(["first"]) }];
      const created = await createRepo({ ...as, repo, license: "mit", files });
      expect(created.id).toBe(repo.name);
      expect(await repoExists({ hubUrl, repo })).toBe(true);
      expect(
        (await bytesOf(await downloadFile({ hubUrl, repo, path: "first.txt" }))).toString(),
      ).toBe("first");
      await expect(createRepo({ ...as, repo })).rejects.toMatchObject({ statusCode: 409 });
      await deleteRepo({ ...as, repo });
      expect(await repoExists({ hubUrl, repo })).toBe(false);
    }
  });

  it.each([
    ["without xet", { useXet: false }],
    ["with what it negotiates", {}],
  ])("REP-13: uploadFiles and downloadFile, byte for byte, %s", async (_case, options) => {
    const repo = await newRepo();
    const large = randomBytes(LARGE_BYTES);
    const small = randomBytes(100);
    const { commit: done } =
      (await uploadFiles({
        ...as,
        ...options,
        repo,
        files: [
          { path: "weights.bin", content: new Blob([large]) },
          { path: "sub/small.bin", content: new Blob([small]) },
          { path: "sub/画 b.txt", content: new Blob(["text"]) },
        ],
      })) ?? {};
    expect(done?.oid).toMatch(/^[0-9a-f]{40}$/);
    const read = async (path: string) => bytesOf(await downloadFile({ hubUrl, repo, path }));
    expect(sha256(await read("weights.bin"))).toBe(sha256(large));
    expect(sha256(await read("sub/small.bin"))).toBe(sha256(small));
    expect((await read("sub/画 b.txt")).toString()).toBe("text");
  });

  it("REP-6: a blob is read by ranges", async () => {
    const repo = await newRepo();
    const content = randomBytes(LARGE_BYTES);
    await uploadFile({ ...as, repo, file: { path: "a.bin", content: new Blob([content]) } });
    const blob = await downloadFile({ hubUrl, repo, path: "a.bin" });
    expect(blob?.size).toBe(LARGE_BYTES);
    const part = await bytesOf(blob?.slice(5_000_000, 5_001_000) ?? null);
    expect(part.equals(content.subarray(5_000_000, 5_001_000))).toBe(true);
    const info = await fileDownloadInfo({ hubUrl, repo, path: "a.bin" });
    expect(info).toMatchObject({ size: LARGE_BYTES, etag: `"${sha256(content)}"` });
    expect(await fileDownloadInfo({ hubUrl, repo, path: "none.bin" })).toBeNull();
    expect(await fileExists({ hubUrl, repo, path: "a.bin" })).toBe(true);
    expect(await fileExists({ hubUrl, repo, path: "none.bin" })).toBe(false);
  });

  it("REP-5: listFiles and pathsInfo tell what is there", async () => {
    const repo = await newRepo();
    const files = ["a.txt", "sub/b.txt", "sub/deep/c.txt"].map((path) => ({
      path,
      content: new Blob([path]),
    }));
    await uploadFiles({ ...as, repo, files });
    const entries = await Array.fromAsync(
      listFiles({ hubUrl, repo, recursive: true, expand: true }),
    );
    const found = entries.filter(({ type }) => type === "file").map(({ path }) => path);
    expect(found).toEqual([".gitattributes", "a.txt", "sub/b.txt", "sub/deep/c.txt"]);
    expect(entries.every(({ lastCommit }) => lastCommit !== undefined)).toBe(true);
    const below = await Array.fromAsync(listFiles({ hubUrl, repo, path: "sub" }));
    expect(below.map(({ path }) => path).toSorted()).toEqual(["sub/b.txt", "sub/deep"]);
    const infos = await pathsInfo({ hubUrl, repo, paths: ["a.txt", "none"], expand: true });
    expect(infos).toMatchObject([{ path: "a.txt", type: "file", size: 5 }]);
  });

  it("REP-2: commits, branches and their history", async () => {
    const repo = await newRepo();
    await commit({
      ...as,
      repo,
      title: "Two files",
      operations: [
        { operation: "addOrUpdate", path: "a.txt", content: new Blob(["a"]) },
        { operation: "addOrUpdate", path: "b.txt", content: new Blob(["b"]) },
      ],
    });
    await deleteFile({ ...as, repo, path: "a.txt" });
    const history = await Array.fromAsync(listCommits({ hubUrl, repo, batchSize: 2 }));
    expect(history).toHaveLength(3);
    expect(history[1]).toMatchObject({ title: "Two files", authors: [{ username: name }] });
    expect(await countCommits({ hubUrl, repo })).toBe(3);
    const [, second] = history;
    await createBranch({ ...as, repo, branch: "old/one", revision: second?.oid ?? "" });
    await createBranch({ ...as, repo, branch: "old/one", overwrite: true });
    const old = await downloadFile({ hubUrl, repo, path: "a.txt", revision: "old/one" });
    expect((await bytesOf(old)).toString()).toBe("a");
    expect(await downloadFile({ hubUrl, repo, path: "a.txt" })).toBeNull();
    await deleteBranch({ ...as, repo, branch: "old/one" });
    const stale = commit({
      ...as,
      repo,
      title: "Late",
      parentCommit: second?.oid ?? "",
      operations: [{ operation: "delete", path: "b.txt" }],
    });
    await expect(stale).rejects.toMatchObject({ statusCode: 412 });
  });

  it("DIS-1: listModels, listDatasets and modelInfo", async () => {
    const { name: id } = (await newRepo()) as { name: string };
    const models = await Array.fromAsync(listModels({ hubUrl, search: { owner: name } }));
    expect(models).toContainEqual(
      expect.objectContaining({ name: id, private: false, gated: false, likes: 0, downloads: 0 }),
    );
    const datasets = await Array.fromAsync(listDatasets({ hubUrl, search: { owner: name } }));
    expect(datasets).toEqual([]);
    const info = await modelInfo({ hubUrl, name: id, additionalFields: ["sha", "author"] });
    expect(info).toMatchObject({ name: id, author: name });
  });

  it("a private repository is there for its owner alone", async () => {
    const repo = await newRepo("private");
    await uploadFile({ ...as, repo, file: { path: "a.txt", content: new Blob(["secret"]) } });
    const own = await downloadFile({ ...as, repo, path: "a.txt" });
    expect((await bytesOf(own)).toString()).toBe("secret");
    expect(await repoExists({ hubUrl, repo })).toBe(false);
    const foreign = downloadFile({ hubUrl, repo, path: "a.txt" });
    await expect(foreign).rejects.toThrow(HubApiError);
  });

  it("REP-6: snapshotDownload brings everything", async () => {
    const repo = await newRepo();
    const content = randomBytes(1000);
    await uploadFile({ ...as, repo, file: { path: "sub/a.bin", content: new Blob([content]) } });
    const cacheDir = await aFolder(folder);
    const snapshot = await snapshotDownload({ hubUrl, repo, cacheDir });
    expect(sha256(await readFile(join(snapshot, "sub", "a.bin")))).toBe(sha256(content));
  });
});
