import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import type { InjectOptions } from "fastify";
import { describe, expect, it } from "vitest";
import { createToken } from "../accounts/index.ts";
import { anOrdinaryUser } from "../testing/accounts.ts";
import { testContext } from "../testing/context.ts";
import { testServer } from "../testing/http.ts";
import { aCommit, aRepository, PUBLIC } from "../testing/repositories.ts";
import { findRepository, onFileDownload, type Repository, repositoriesRoutes } from "./index.ts";

const base = await testContext({ environment: { GALLERY_IDLE_TIMEOUT_SECONDS: "1" } });
const app = await testServer(base, repositoriesRoutes);
const port = Number(new URL(await app.listen({ port: 0, host: "127.0.0.1" })).port);
const alice = await anOrdinaryUser(base);
const mallory = await anOrdinaryUser(base);
const ctx = base.as(alice);

async function tokenOf(viewer: typeof alice, scope: "read" | "write" = "write"): Promise<string> {
  const input = { name: "t", scope, repositories: [], expiresInDays: undefined };
  return (await createToken(base.as(viewer), input, { findRepository })).secret;
}
const tokens = { alice: await tokenOf(alice), mallory: await tokenOf(mallory) };
const readToken = await tokenOf(alice, "read");

const addressOf = ({ kind, ownerName, name }: Repository) =>
  `/api/v1/repositories/${kind}/${ownerName}/${name}`;

function send(url: string, options: InjectOptions & { token?: string | null } = {}) {
  const { token = tokens.alice, ...rest } = options;
  const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
  return app.inject({
    url,
    ...rest,
    headers: { host: `127.0.0.1:${port}`, ...authorization, ...rest.headers },
  });
}

const commitFiles = (repository: Repository, files: Record<string, string | Uint8Array>) =>
  aCommit(ctx, repository, { files });

describe("content", () => {
  it("REP-6: comes whole, in ranges, conditionally and as HEAD", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const bytes = randomBytes(100_000);
    await commitFiles(repository, { "data/large.bin": bytes });
    const url = `${addressOf(repository)}/content/main/data/large.bin`;
    const whole = await send(url);
    expect(whole.statusCode).toBe(200);
    expect(whole.rawPayload.equals(bytes)).toBe(true);
    const etag = String(whole.headers["etag"]);
    expect(etag).toBe(`"${createHash("sha256").update(bytes).digest("hex")}"`);
    const part = await send(url, { headers: { range: "bytes=10-19" } });
    expect(part.statusCode).toBe(206);
    expect(part.headers["content-range"]).toBe("bytes 10-19/100000");
    expect(part.rawPayload).toEqual(bytes.subarray(10, 20));
    const tail = await send(url, { headers: { range: "bytes=-5" } });
    expect(tail.rawPayload).toEqual(bytes.subarray(-5));
    expect((await send(url, { headers: { range: "bytes=100000-" } })).statusCode).toBe(416);
    expect((await send(url, { headers: { "if-none-match": etag } })).statusCode).toBe(304);
    const head = await send(url, { method: "HEAD" });
    expect(head.headers["content-length"]).toBe("100000");
    expect(head.rawPayload).toHaveLength(0);
  });

  it("PLT-7: that somebody else made runs nothing, whatever it is", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const script = "<script>alert(1)</script>";
    await commitFiles(repository, {
      "page.html": script,
      "image.svg": `<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`,
      "note.ipynb": "{}",
      "doc.pdf": "%PDF",
      'strange "name" ü.xhtml': script,
      "picture.png": "x",
    });
    const sent = async (path: string, query = "") => {
      const url = `${addressOf(repository)}/content/main/${encodeURIComponent(path)}${query}`;
      const { headers, statusCode } = await send(url);
      expect(statusCode, path).toBe(200);
      expect(headers["content-security-policy"]).toContain("sandbox;");
      expect(headers["content-security-policy"]).toContain("default-src 'none'");
      expect(headers["x-content-type-options"]).toBe("nosniff");
      return `${headers["content-type"]} ${String(headers["content-disposition"]).split(";", 1).join("")}`;
    };
    expect(await sent("page.html")).toBe("text/plain; charset=utf-8 inline");
    expect(await sent("image.svg")).toBe("text/plain; charset=utf-8 inline");
    expect(await sent("note.ipynb")).toBe("text/plain; charset=utf-8 inline");
    expect(await sent('strange "name" ü.xhtml')).toBe("application/xhtml+xml attachment");
    expect(await sent("doc.pdf")).toBe("application/pdf attachment");
    expect(await sent("picture.png")).toBe("image/png inline");
    expect(await sent("picture.png", "?download=true")).toBe("image/png attachment");
  });

  it("REP-6: counts a download once, by its first byte", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    await commitFiles(repository, { "a.txt": "0123456789" });
    const counted: string[] = [];
    onFileDownload(({ repositoryId, path }) => {
      if (repositoryId === repository.id) counted.push(path);
    });
    const url = `${addressOf(repository)}/content/main/a.txt`;
    await send(url);
    await send(`${url}?download=true`, { method: "HEAD" });
    await send(`${url}?download=true`, { headers: { range: "bytes=5-" } });
    expect(counted).toEqual([]);
    await send(`${url}?download=true`);
    await send(`${url}?download=true`, { headers: { range: "bytes=0-4" } });
    expect(counted).toEqual(["a.txt", "a.txt"]);
  });

  it("PLT-6: is nobody else's before it is shared", async () => {
    const hidden = await aRepository(ctx, { owner: alice });
    const open = await aRepository(ctx, { owner: alice, grants: PUBLIC });
    for (const repository of [hidden, open]) await commitFiles(repository, { "a.txt": "1" });
    const paths = ["tree/main", "refs", "commits/main", "files/main/a.txt", "content/main/a.txt"];
    for (const path of [...paths, "archive/main", "commit/main"]) {
      for (const token of [tokens.mallory, null]) {
        expect((await send(`${addressOf(hidden)}/${path}`, { token })).statusCode).toBe(404);
        expect((await send(`${addressOf(open)}/${path}`, { token })).statusCode).toBe(200);
      }
    }
    const commit = { title: "x", operations: [{ op: "delete", path: "a.txt" }] };
    const write = (repository: Repository, token: string | null) =>
      send(`${addressOf(repository)}/commits`, { method: "POST", payload: commit, token });
    expect((await write(hidden, tokens.mallory)).statusCode).toBe(404);
    expect((await write(open, tokens.mallory)).statusCode).toBe(403);
    expect((await write(open, readToken)).statusCode).toBe(403);
    expect((await write(open, null)).statusCode).toBe(401);
    expect((await write(open, tokens.alice)).statusCode).toBe(201);
  });

  it("PLT-7: asked for by a path or name that cannot be is not found", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    await commitFiles(repository, { "a.txt": "1" });
    const here = addressOf(repository);
    const urls = [
      `${here}/content/main/%00`,
      `${here}/content/%00/a.txt`,
      `${here}/content/main/..%2f..%2fetc%2fpasswd`,
      `${here}/tree/main?path=%00`,
      `${here}/files/main/a.txt/b`,
      `${here}/uploads/%00`,
      `/api/v1/repositories/model/%00/%00/refs`,
    ];
    for (const url of urls) expect((await send(url)).statusCode, url).toBe(404);
  });
});

describe("the API", () => {
  it("REP-3: uploads in parts, commits, lists, restores and shows", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const here = addressOf(repository);
    const bytes = randomBytes(30_000);
    const json = async (method: "GET" | "POST" | "DELETE", path: string, payload?: object) => {
      const answer = await send(`${here}/${path}`, { method, ...(payload && { payload }) });
      return { status: answer.statusCode, body: answer.body === "" ? null : answer.json() };
    };
    const opened = await json("POST", "uploads", { path: "w.bin", sizeBytes: 30_000 });
    expect(opened.status).toBe(201);
    const { id } = opened.body;
    for (const start of [20_000, 0, 10_000]) {
      const payload = bytes.subarray(start, start + 10_000);
      const headers = { "content-type": "application/octet-stream" };
      const url = `${here}/uploads/${id}/parts/${start}`;
      expect((await send(url, { method: "PUT", payload, headers })).statusCode).toBe(200);
    }
    expect((await json("POST", `uploads/${id}/complete`)).body.state).toBe("stored");
    const made = await json("POST", "commits", {
      title: "Upload",
      operations: [
        { op: "put", path: "w.bin", uploadId: id },
        { op: "put", path: "a.md", text: "# Ü" },
        { op: "put", path: "b.txt", base64: Buffer.from("b").toString("base64") },
      ],
    });
    expect(made.status).toBe(201);
    expect((await json("GET", "uploads")).body.items).toEqual([]);
    expect((await json("GET", "tree/main")).body.items).toHaveLength(4);
    const file = (await json("GET", "files/main/w.bin")).body;
    expect(file.sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
    const wrong = await json("POST", "commits", {
      title: "x",
      operations: [{ op: "put", path: "x", text: "1", base64: "MQ==" }],
    });
    expect(wrong).toMatchObject({ status: 400, body: { code: "validation-failed" } });
    await json("POST", "commits", { title: "y", operations: [{ op: "delete", path: "a.md" }] });
    const restored = await json("POST", "restore", { revision: made.body.commit });
    expect(restored).toMatchObject({ status: 201, body: { isNew: true } });
    expect((await json("GET", "commits/main")).body.items).toHaveLength(3);
    expect((await json("GET", "commit/main")).body.changes[0]).toMatchObject({ path: "a.md" });
    expect((await json("POST", "branches", { name: "dev/one" })).status).toBe(201);
    expect((await json("DELETE", "branches/dev/one")).status).toBe(204);
    expect((await json("POST", "tags", { name: "v1" })).status).toBe(201);
    expect((await json("DELETE", "tags/v1")).status).toBe(204);
    const stale = await json("POST", "commits", {
      title: "z",
      expectedHead: made.body.commit,
      operations: [{ op: "delete", path: "a.md" }],
    });
    expect(stale.status).toBe(412);
    expect(stale.body.head).toBe(restored.body.commit);
  });

  it("REP-3: keeps what arrived when a connection breaks or falls silent", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const here = addressOf(repository);
    const bytes = randomBytes(300_000);
    const file = { path: "w.bin", sizeBytes: 300_000 };
    const opened = await send(`${here}/uploads`, { method: "POST", payload: file });
    const { id } = opened.json();
    for (const breaks of [true, false]) {
      const socket = connect(port, "127.0.0.1");
      socket.on("error", () => {});
      socket.write(
        `PUT ${here}/uploads/${id}/parts/0 HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n` +
          `Authorization: Bearer ${tokens.alice}\r\nContent-Type: application/octet-stream\r\n` +
          `Content-Length: 300000\r\n\r\n`,
      );
      socket.write(bytes.subarray(0, 100_000));
      socket.resume();
      const closed = once(socket, "close");
      if (breaks) setTimeout(() => socket.destroy(), 200);
      await closed;
    }
    await expect
      .poll(async () => (await send(`${here}/uploads/${id}`)).json().missing)
      .toEqual([{ start: 100_000, end: 300_000 }]);
    const url = `${here}/uploads/${id}/parts/100000`;
    const headers = { "content-type": "application/octet-stream" };
    await send(url, { method: "PUT", payload: bytes.subarray(100_000), headers });
    const done = await send(`${here}/uploads/${id}/complete`, { method: "POST" });
    expect(done.json().sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
  });
});
