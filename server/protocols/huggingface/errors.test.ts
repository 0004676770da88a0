import { describe, expect, it } from "vitest";
import { withTransaction } from "../../platform/database/index.ts";
import { requireRepository, setGrants } from "../../repositories/index.ts";
import { aName } from "../../testing/accounts.ts";
import { aHubUser, fileLine, HubClient, testHub } from "../../testing/hub.ts";

const hub = await testHub();
const owner = await aHubUser(hub);
const stranger = await aHubUser(hub);
const repo = await owner.client.createRepo({}, { "a.txt": "one" });
const hidden = await owner.client.createRepo({ private: true }, { "a.txt": "one" });

const BAD_TOKEN = new HubClient(hub.app, { authorization: "Bearer hf_ogNobodyHasThisToken" });

describe("BEY-1: what is refused", () => {
  it.each([
    ["a repository that is missing", `/api/models/${owner.name}/${aName()}`],
    ["a private one of somebody else", `/api/models/${hidden}`],
    ["a namespace that is missing", `/api/datasets/${aName()}/${aName()}`],
    ["an id without a namespace", "/api/models/gpt2"],
    ["a call on such an id", "/api/models/gpt2/tree/main"],
    ["a longer call on such an id", "/api/models/gpt2/tree/main/folder/file"],
    ["a revision of such an id", "/api/datasets/squad/revision/main"],
    ["a file of such an id", "/gpt2/resolve/main/config.json"],
    ["a folder of such an id", "/gpt2/resolve/main/onnx/config.json"],
    ["a raw file of such an id", "/gpt2/raw/refs%2Fpr%2F1/config.json"],
    ["a file of a dataset without a namespace", "/datasets/squad/resolve/main/train.csv"],
    ["a file of a private repository", `/${hidden}/resolve/main/a.txt`],
  ])("is RepoNotFound for %s", async (_case, url) => {
    for (const client of [stranger.client, hub.anonymous]) {
      for (const response of [await client.get(url), await client.head(url)]) {
        expect(response.statusCode).toBe(404);
        expect(response.headers["x-error-code"]).toBe("RepoNotFound");
        expect(response.headers["x-error-message"]).toBe("Repository not found");
        expect(response.headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
      }
      expect((await client.get(url)).json()).toEqual({ error: "Repository not found" });
    }
  });

  it.each([
    `/api/models/${repo}/revision/none`,
    `/api/models/${repo}/tree/none`,
    `/api/models/${repo}/commits/none`,
    `/api/models/${repo}/tree/refs%2Fpr%2F1`,
    `/api/models/${repo}/tree/${"0".repeat(40)}`,
    `/${repo}/resolve/none/a.txt`,
  ])("is RevisionNotFound for %s", async (url) => {
    for (const response of [await hub.anonymous.get(url), await hub.anonymous.head(url)]) {
      expect(response.statusCode).toBe(404);
      expect(response.headers["x-error-code"]).toBe("RevisionNotFound");
    }
  });

  it.each([
    `/${repo}/resolve/main/none.txt`,
    `/${repo}/resolve/main/folder/none.txt`,
    `/${repo}/resolve/main/a.txt/below`,
    `/${repo}/raw/main/none.txt`,
    `/api/models/${repo}/tree/main/none`,
    `/api/models/${repo}/tree/main/a.txt`,
  ])("is EntryNotFound with the commit, so that absence can be cached, for %s", async (url) => {
    const { sha } = (await hub.anonymous.get(`/api/models/${repo}`)).json<{ sha: string }>();
    for (const response of [await hub.anonymous.get(url), await hub.anonymous.head(url)]) {
      expect(response.statusCode).toBe(404);
      expect(response.headers["x-error-code"]).toBe("EntryNotFound");
      expect(response.headers["x-repo-commit"]).toBe(sha);
    }
  });

  it("is GatedRepo for who may see a repository and not read it: 401, with a token 403", async () => {
    const [ownerName = "", name = ""] = hidden.split("/");
    const address = { kind: "model", owner: ownerName, name } as const;
    const { id } = await requireRepository(hub.ctx.as(owner.viewer), address, "see");
    const gate = { source: "gate", grants: [{ namespaceId: null, level: 1 }] } as const;
    await withTransaction(hub.ctx.db, (trx) => setGrants(trx, id, gate));
    const url = `/${hidden}/resolve/main/a.txt`;
    const answers = [await hub.anonymous.head(url), await stranger.client.head(url)];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([401, 403]);
    for (const { headers } of answers) expect(headers["x-error-code"]).toBe("GatedRepo");
    await withTransaction(hub.ctx.db, (trx) => setGrants(trx, id, { source: "gate", grants: [] }));
  });

  it("is 401 without a code for a token that is none, whatever it asks for", async () => {
    for (const url of [`/api/models/${repo}`, `/${repo}/resolve/main/a.txt`, "/api/whoami-v2"]) {
      const response = await BAD_TOKEN.get(url);
      expect(response.statusCode).toBe(401);
      expect(response.headers["x-error-code"]).toBeUndefined();
      expect(response.headers["x-error-message"]).toBe(
        "Invalid credentials in Authorization header",
      );
    }
  });

  it("is 401 for a write without a token and 403 for one without the right", async () => {
    const write = { method: "POST", url: `/api/models/${repo}/branch/x` } as const;
    expect((await hub.anonymous.send(write)).statusCode).toBe(401);
    expect((await stranger.client.send(write)).statusCode).toBe(403);
    const reader = await aHubUser(hub, "read");
    const own = { name: aName(), type: "model" };
    expect((await reader.client.post("/api/repos/create", own)).statusCode).toBe(403);
    expect((await hub.anonymous.post("/api/repos/create", own)).statusCode).toBe(401);
  });

  it("is 412 in the words that clients know when the parent is not the head", async () => {
    const url = `/api/models/${repo}/commit/main`;
    const stale = { summary: "Late", parentCommit: "0".repeat(40) };
    const response = await owner.client.commit(url, [fileLine("b.txt", "two")], stale);
    const text = "The branch was updated since you opened this page. Please refresh and try again.";
    expect([response.statusCode, response.json()]).toEqual([412, { error: text }]);
  });

  it("is 409 for a branch and a tag that exist", async () => {
    const tag = { tag: "v1" };
    expect((await owner.client.post(`/api/models/${repo}/tag/main`, tag)).statusCode).toBe(200);
    expect((await owner.client.post(`/api/models/${repo}/tag/main`, tag)).statusCode).toBe(409);
    expect((await owner.client.post(`/api/models/${repo}/branch/main`, {})).statusCode).toBe(409);
  });

  it("does not make a missing repository of a call that is not offered", async () => {
    const response = await owner.client.get(`/api/models/${repo}/super-squash/main`);
    expect(response.statusCode).toBe(404);
    expect(response.headers["x-error-code"]).toBeUndefined();
    expect(response.json()).toEqual({
      error: "This gallery does not offer the call super-squash",
    });
  });

  it("is told in a header of visible characters, however a name is written", async () => {
    const response = await owner.client.get(
      `/${repo}/resolve/main/${encodeURIComponent("画\r\n")}`,
    );
    expect(response.statusCode).toBe(404);
    expect(response.headers["x-error-message"]).toMatch(/^[\x20-\x7e]+$/);
  });

  it("never takes a cookie for a write, nor a page of another site for its owner", async () => {
    const signIn = { login: owner.name, password: "correct horse battery" };
    const page = await hub.anonymous.post("/api/v1/session", signIn);
    const cookie = page.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    const browser = new HubClient(hub.app, { cookie });
    expect((await browser.get(`/${hidden}/resolve/main/a.txt`)).statusCode).toBe(200);
    const commit = await browser.commit(`/api/models/${hidden}/commit/main`, [fileLine("x", "x")]);
    const batch = { operation: "upload", objects: [] };
    const others = [
      await browser.post("/api/repos/create", { name: aName() }),
      await browser.post(`/${hidden}.git/info/lfs/objects/batch`, batch),
    ];
    expect([commit, ...others].map(({ statusCode }) => statusCode)).toEqual([404, 401, 401]);
  });
});
