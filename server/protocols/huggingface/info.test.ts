import { describe, expect, it } from "vitest";
import { aHubUser, fileLine, testHub } from "../../testing/hub.ts";

const CARD = `---
license: mit
language: [fr]
pipeline_tag: text-generation
library_name: transformers
datasets: [squad]
tags: [tiny]
---
# A model
`;
const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

const hub = await testHub();
const owner = await aHubUser(hub);
const files = { "README.md": CARD, "sub/a.txt": "one", "weights.bin": "\0binary" };
const repo = await owner.client.createRepo({ name: "Mixed-Case" }, files);

const get = async (url: string) => (await hub.anonymous.get(url)).json<Record<string, unknown>>();

describe("BEY-1: what is told of a repository", () => {
  it("has every field that clients read", async () => {
    expect(await get(`/api/models/${repo}`)).toEqual({
      _id: expect.stringMatching(/^[0-9a-f]{24}$/),
      id: repo,
      modelId: repo,
      author: owner.name,
      sha: expect.stringMatching(/^[0-9a-f]{40}$/),
      private: false,
      gated: false,
      disabled: false,
      downloads: 0,
      downloadsAllTime: 0,
      likes: 0,
      createdAt: expect.stringMatching(DATE),
      lastModified: expect.stringMatching(DATE),
      tags: expect.arrayContaining(["license:mit", "fr", "tiny", "dataset:squad", "transformers"]),
      pipeline_tag: "text-generation",
      library_name: "transformers",
      cardData: {
        license: "mit",
        language: ["fr"],
        pipeline_tag: "text-generation",
        library_name: "transformers",
        datasets: ["squad"],
        tags: ["tiny"],
      },
      usedStorage: expect.any(Number),
      spaces: [],
      siblings: [
        { rfilename: ".gitattributes" },
        { rfilename: "README.md" },
        { rfilename: "sub/a.txt" },
        { rfilename: "weights.bin" },
      ],
    });
  });

  it("gives sizes and hashes with blobs, however the flag is written", async () => {
    for (const flag of ["true", "True", "1"]) {
      const { siblings } = await get(`/api/models/${repo}?blobs=${flag}`);
      expect(siblings).toContainEqual({
        rfilename: "sub/a.txt",
        size: 3,
        blobId: "43dd47ea691c90a5fa7827892c70241913351963",
      });
      expect(siblings).toContainEqual({
        rfilename: "weights.bin",
        size: 7,
        blobId: expect.stringMatching(/^[0-9a-f]{40}$/),
        lfs: {
          sha256: "268576d50a742ae1cd715dd6a92d811c5b04f1a66a7e13ae15f75f315a3ebe5c",
          size: 7,
          pointerSize: 126,
        },
      });
    }
  });

  it.each(["expand=sha&expand=likes", "expand[]=sha&expand[]=likes"])(
    "gives only the fields of %s",
    async (query) => {
      const info = await get(`/api/models/${repo}?${query}`);
      expect(Object.keys(info).toSorted()).toEqual(["_id", "id", "likes", "modelId", "sha"]);
    },
  );

  it("finds it in any case and answers in its own", async () => {
    const info = await get(`/api/models/${owner.name.toUpperCase()}/mixed-CASE`);
    expect(info["id"]).toBe(repo);
    const file = await hub.anonymous.get(`/${repo.toLowerCase()}/resolve/main/sub/a.txt`);
    expect([file.statusCode, file.body]).toEqual([200, "one"]);
  });

  it("tells of a revision what it held", async () => {
    const before = String((await get(`/api/models/${repo}`))["sha"]);
    await owner.client.post(`/api/models/${repo}/branch/${encodeURIComponent("old/one")}`, {});
    await owner.client.commit(`/api/models/${repo}/commit/main`, [fileLine("later.txt", "later")]);
    expect((await get(`/api/models/${repo}`))["sha"]).not.toBe(before);
    const latest = await get(`/api/models/${repo}/revision/HEAD`);
    expect(latest["sha"]).toBe((await get(`/api/models/${repo}`))["sha"]);
    const names = [before, before.slice(0, 8), "old%2Fone", "refs%2Fheads%2Fold%2Fone"];
    for (const name of names) {
      const info = await get(`/api/models/${repo}/revision/${name}`);
      expect(info["sha"]).toBe(before);
      expect(info["siblings"]).not.toContainEqual({ rfilename: "later.txt" });
    }
  });

  it("tells of a dataset what datasets have", async () => {
    const id = await owner.client.createRepo({ type: "dataset" }, { "README.md": "# Rows" });
    const info = await get(`/api/datasets/${id}`);
    expect(info).toMatchObject({ citation: null, paperswithcode_id: null });
    expect(info).not.toHaveProperty("modelId");
    expect((await hub.anonymous.get(`/api/models/${id}`)).statusCode).toBe(404);
  });
});
