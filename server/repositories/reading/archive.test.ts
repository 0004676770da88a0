import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { InjectOptions } from "fastify";
import { afterAll, describe, expect, it } from "vitest";
import { createToken } from "../../accounts/index.ts";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { testContext } from "../../testing/context.ts";
import { testServer } from "../../testing/http.ts";
import { aCommit, aRepository } from "../../testing/repositories.ts";
import { findRepository, type Repository, repositoriesRoutes } from "../index.ts";

const base = await testContext();
const app = await testServer(base, repositoriesRoutes);
const alice = await anOrdinaryUser(base);
const ctx = base.as(alice);
const token = { name: "t", scope: "write" as const, repositories: [] };
const { secret } = await createToken(ctx, token, { findRepository });

const addressOf = ({ kind, ownerName, name }: Repository) =>
  `/api/v1/repositories/${kind}/${ownerName}/${name}`;

const send = (url: string, options: InjectOptions = {}) =>
  app.inject({ url, ...options, headers: { authorization: `Bearer ${secret}` } });

const commitFiles = (repository: Repository, files: Record<string, string | Uint8Array>) =>
  aCommit(ctx, repository, { files });

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
