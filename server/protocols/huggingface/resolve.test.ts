import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { flushUse } from "../../assets/index.ts";
import { aHubUser, fileLine, testHub } from "../../testing/hub.ts";

const BYTES = Buffer.from(Array.from({ length: 5000 }, (_, at) => at % 251));
const SHA256 = createHash("sha256").update(BYTES).digest("hex");
const ODD = "a b#c%25?.txt";

const hub = await testHub();
const owner = await aHubUser(hub);
const repo = await owner.client.createRepo({}, { "a.txt": "one", [ODD]: "odd", "empty.txt": "" });
const commitUrl = `/api/models/${repo}/commit/main`;
await owner.client.commit(commitUrl, [fileLine("sub/large.bin", BYTES)]);
const LARGE = `/${repo}/resolve/main/sub/large.bin`;
const SMALL = `/${repo}/resolve/main/a.txt`;
const sha = (await hub.anonymous.get(`/api/models/${repo}`)).json<{ sha: string }>().sha;

describe("REP-6: files by the hub protocol", () => {
  it("a HEAD has all that a cache needs, on this one answer", async () => {
    const large = await hub.anonymous.head(LARGE, { "accept-encoding": "identity" });
    expect([large.statusCode, large.body]).toEqual([200, ""]);
    expect(large.headers).toMatchObject({
      etag: `"${SHA256}"`,
      "x-linked-etag": `"${SHA256}"`,
      "x-linked-size": "5000",
      "content-length": "5000",
      "x-repo-commit": sha,
      "accept-ranges": "bytes",
    });
    expect(large.headers["content-encoding"]).toBeUndefined();
    const small = await hub.anonymous.head(SMALL);
    expect(small.headers).toMatchObject({
      etag: '"43dd47ea691c90a5fa7827892c70241913351963"',
      "content-length": "3",
    });
  });

  it("a GET gives the bytes, at every name of the revision", async () => {
    for (const revision of ["main", sha, sha.slice(0, 7), "refs%2Fheads%2Fmain"]) {
      const response = await hub.anonymous.get(`/${repo}/resolve/${revision}/sub/large.bin`);
      expect(response.rawPayload.equals(BYTES)).toBe(true);
    }
    expect((await hub.anonymous.get(`/${repo}/raw/main/a.txt`)).body).toBe("one");
    expect((await hub.anonymous.get(`/${repo}/resolve/main/empty.txt`)).body).toBe("");
  });

  it("the ETag belongs to the content, whatever the commit", async () => {
    const before = (await hub.anonymous.head(LARGE)).headers.etag;
    await owner.client.commit(commitUrl, [fileLine("other.txt", "other")]);
    const after = await hub.anonymous.head(LARGE);
    expect(after.headers.etag).toBe(before);
    expect(after.headers["x-repo-commit"]).not.toBe(sha);
  });

  it.each([
    ["bytes=0-0", 0, 1],
    ["bytes=100-199", 100, 200],
    ["bytes=4990-", 4990, 5000],
    ["bytes=-10", 4990, 5000],
    ["bytes=4990-9999", 4990, 5000],
  ])("a range %s is 206", async (range, start, end) => {
    const response = await hub.anonymous.get(LARGE, { range });
    expect(response.statusCode).toBe(206);
    expect(response.headers["content-range"]).toBe(`bytes ${start}-${end - 1}/5000`);
    expect(response.headers["x-repo-commit"]).toMatch(/^[0-9a-f]{40}$/);
    expect(response.rawPayload.equals(BYTES.subarray(start, end))).toBe(true);
  });

  it("a range past the end is 416 with the size", async () => {
    for (const url of [LARGE, SMALL]) {
      const response = await hub.anonymous.get(url, { range: "bytes=5000-" });
      expect(response.statusCode).toBe(416);
      expect(response.headers["content-range"]).toMatch(/^bytes \*\/(5000|3)$/);
    }
  });

  it("who has the content gets 304, and only who has it resumes", async () => {
    const match = await hub.anonymous.get(LARGE, { "if-none-match": `"${SHA256}"` });
    expect([match.statusCode, match.body]).toEqual([304, ""]);
    expect(match.headers["x-repo-commit"]).toMatch(/^[0-9a-f]{40}$/);
    const range = "bytes=1-2";
    const same = await hub.anonymous.get(LARGE, { range, "if-range": `"${SHA256}"` });
    const other = await hub.anonymous.get(LARGE, { range, "if-range": '"other"' });
    expect([same.statusCode, other.statusCode]).toEqual([206, 200]);
  });

  it("names are taken as they are quoted", async () => {
    const path = encodeURIComponent(ODD);
    expect((await hub.anonymous.get(`/${repo}/resolve/main/${path}`)).body).toBe("odd");
    const folder = await hub.anonymous.get(`/${repo}/resolve/main/sub%2Flarge.bin`);
    expect(folder.rawPayload.length).toBe(5000);
  });

  it("what somebody uploaded never runs in a browser", async () => {
    await owner.client.commit(commitUrl, [fileLine("page.html", "<script>alert(1)</script>")]);
    const { headers } = await hub.anonymous.get(`/${repo}/resolve/main/page.html`);
    expect(headers["content-type"]).toBe("text/plain; charset=utf-8");
    expect(headers["content-security-policy"]).toMatch(/^sandbox; /);
    expect(headers["x-content-type-options"]).toBe("nosniff");
    const shown = await hub.anonymous.get(SMALL);
    expect(shown.headers["content-disposition"]).toMatch(/^inline; /);
    const asked = await hub.anonymous.get(`${SMALL}?download=true`);
    expect(asked.headers["content-disposition"]).toMatch(/^attachment; /);
  });

  it("a repository may be called like a verb of the protocol", async () => {
    for (const name of ["resolve", "raw", "tree", "refs"]) {
      const id = await owner.client.createRepo({ name }, { "a.txt": name });
      for (const revision of ["main", "refs%2Fheads%2Fmain"]) {
        const file = await hub.anonymous.get(`/${id}/resolve/${revision}/a.txt`);
        expect([file.statusCode, file.body]).toEqual([200, name]);
      }
      expect((await hub.anonymous.get(`/api/models/${id}/tree/main`)).statusCode).toBe(200);
      expect((await hub.anonymous.get(`/api/models/${id}`)).json()).toMatchObject({ id });
    }
  });

  it("a download counts once, in parts and of many files; asking about it does not", async () => {
    const id = await owner.client.createRepo({}, { "a.txt": "0123456789", "b.txt": "b" });
    const url = `/${id}/resolve/main/a.txt`;
    await hub.anonymous.head(url);
    await hub.anonymous.get(url, { range: "bytes=5-9" });
    const downloads = async () => {
      await flushUse(hub.ctx);
      return (await hub.anonymous.get(`/api/models/${id}`)).json<{ downloads: number }>().downloads;
    };
    expect(await downloads()).toBe(0);
    await hub.anonymous.get(url, { range: "bytes=0-4" });
    await hub.anonymous.get(`/${id}/resolve/main/b.txt`);
    expect(await downloads()).toBe(1);
    await owner.client.get(url);
    expect(await downloads()).toBe(2);
  });
});
