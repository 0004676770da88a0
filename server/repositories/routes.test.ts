import { execFileSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { InjectOptions } from "fastify";
import { afterAll, describe, expect, it } from "vitest";
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

describe("an archive", () => {
  const folder = mkdtempSync(join(tmpdir(), "gallery-zip-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("REP-6: holds every file of a folder or of everything, byte for byte", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const files = {
      "data/large.bin": randomBytes(200_000),
      "data/text.txt": Buffer.from("hello ".repeat(5_000)),
      "data/文件.txt": Buffer.from("中"),
      "data/empty": Buffer.alloc(0),
      "other.txt": Buffer.from("other"),
    };
    await commitFiles(repository, files);
    const unpack = async (query: string, name: string) => {
      const answer = await send(`${addressOf(repository)}/archive/main${query}`);
      expect(answer.statusCode).toBe(200);
      expect(answer.headers["content-type"]).toBe("application/zip");
      writeFileSync(join(folder, `${name}.zip`), answer.rawPayload);
      execFileSync("unzip", ["-q", "-o", join(folder, `${name}.zip`), "-d", join(folder, name)]);
    };
    await unpack("", "whole");
    for (const [path, bytes] of Object.entries(files)) {
      expect(readFileSync(join(folder, "whole", path)), path).toEqual(bytes);
    }
    await unpack("?path=data", "part");
    expect(readFileSync(join(folder, "part", "text.txt"))).toEqual(files["data/text.txt"]);
    const head = await send(`${addressOf(repository)}/archive/main`, { method: "HEAD" });
    expect(head.statusCode).toBe(200);
    expect(head.rawPayload).toHaveLength(0);
    expect((await send(`${addressOf(repository)}/archive/main?path=other.txt`)).statusCode).toBe(
      404,
    );
  });

  it("REP-6: is a tar when asked for, and of chosen entries only", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const files = { "data/a.txt": "a", "data/in/b.txt": "b", "data/c.txt": "c", "d.txt": "d" };
    const made = Object.entries(files).map(([path, text]) => [path, Buffer.from(text)] as const);
    await commitFiles(repository, Object.fromEntries(made));
    const here = `${addressOf(repository)}/archive/main`;
    const names = encodeURIComponent(JSON.stringify(["in", "c.txt"]));
    const answer = await send(`${here}?path=data&format=tar&names=${names}`);
    expect(answer.headers).toMatchObject({ "content-type": "application/x-tar" });
    expect(answer.headers["content-disposition"]).toContain(`${repository.name}-data.tar`);
    writeFileSync(join(folder, "part.tar"), answer.rawPayload);
    const list = execFileSync("tar", ["-tf", join(folder, "part.tar")], { encoding: "utf8" });
    expect(list.trim().split("\n")).toEqual(["in/b.txt", "c.txt"]);
    for (const wrong of ["[]", "c.txt", '[""]']) {
      const refused = await send(`${here}?path=data&names=${encodeURIComponent(wrong)}`);
      expect(refused.statusCode, wrong).toBe(400);
    }
  });

  it("REP-7: names the files whose content was purged instead of breaking off", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    await commitFiles(repository, { "a.bin": randomBytes(99), "b.txt": Buffer.from("b") });
    const { commit } = (await send(`${addressOf(repository)}/tree/main`)).json<{
      commit: string;
    }>();
    await commitFiles(repository, { "a.bin": randomBytes(99) });
    const target = { kind: "history" };
    const planned = await send(`${addressOf(repository)}/purge-plans`, {
      method: "POST",
      payload: { target },
    });
    const { plan } = planned.json<{ plan: string }>();
    const confirmation = `${repository.ownerName}/${repository.name}`;
    const purged = await send(`${addressOf(repository)}/purges`, {
      method: "POST",
      payload: { target, plan, confirmation },
    });
    expect(purged.statusCode).toBe(201);
    const answer = await send(`${addressOf(repository)}/archive/${commit}`);
    writeFileSync(join(folder, "purged.zip"), answer.rawPayload);
    const list = ["-p", join(folder, "purged.zip"), "PURGED-FILES.txt"];
    expect(execFileSync("unzip", list, { encoding: "utf8" })).toBe("a.bin\n");
    const gone = await send(`${addressOf(repository)}/content/${commit}/a.bin`);
    expect(gone.statusCode).toBe(410);
    expect(gone.json()).toMatchObject({ code: "content-purged", path: "a.bin" });
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
