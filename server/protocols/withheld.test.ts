import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Address } from "#contract/fields.ts";
import { withTransaction } from "../platform/database/index.ts";
import { DELIMITER_PACKET, FLUSH_PACKET } from "../platform/git/index.ts";
import { hashText } from "../platform/formats/xet/index.ts";
import { fileHash } from "../platform/formats/xet/testing/build.ts";
import { fixture, SYSTEM } from "../platform/formats/pickle/testing/pickles.ts";
import { writeSetting } from "../platform/settings/index.ts";
import { publishAsset } from "../publishing/index.ts";
import { A_PUBLICATION } from "../testing/assets.ts";
import { aHubUser, fileLine, type HubClient, testHub } from "../testing/hub.ts";
import { settle } from "../testing/settle.ts";
import { bodyOf, callGit } from "./git/testing/git-requests.ts";
import { access, xetCalls } from "./xet/testing/xet-calls.ts";

const hub = await testHub();
const owner = await aHubUser(hub);
const reader = await aHubUser(hub);
const asOwner = hub.ctx.as(owner.viewer);
const { ask, publish } = xetCalls(hub);

async function aPublishedRepo(): Promise<string> {
  const repo = await owner.client.createRepo({}, { "a.txt": "one" });
  await list(repo);
  return repo;
}

async function list(repo: string): Promise<void> {
  const [name = ""] = repo.split("/").slice(1);
  const address: Address = { kind: "model", owner: owner.name, name };
  await publishAsset(asOwner, address, A_PUBLICATION);
  await settle(hub.ctx);
}

const commit = (repo: string, files: Record<string, string | Uint8Array>) =>
  owner.client.commit(
    `/api/models/${repo}/commit/main`,
    Object.entries(files).map(([path, content]) => fileLine(path, content)),
  );

const headOf = async (client: HubClient, repo: string) =>
  (await client.get(`/api/models/${repo}`)).json<{ sha: string }>().sha;

async function advertised(client: HubClient, repo: string): Promise<string | undefined> {
  const body = bodyOf("command=ls-refs\n", DELIMITER_PACKET, FLUSH_PACKET);
  const answer = await callGit(client, { repo, service: "upload-pack", body });
  return /([0-9a-f]{40}) refs\/heads\/main/u.exec(answer.body)?.[1];
}

const fetchOf = (client: HubClient, repo: string, oid: string) =>
  callGit(client, {
    repo,
    service: "upload-pack",
    body: bodyOf("command=fetch\n", DELIMITER_PACKET, `want ${oid}\n`, "done\n", FLUSH_PACKET),
  });

describe("PLT-5: a closed file, by every protocol", () => {
  it("PLT-5: is no reader's, and its writers have it", async () => {
    const repo = await aPublishedRepo();
    const evil = Buffer.concat([await fixture("evil-checkpoint.pt"), randomBytes(8)]);
    await commit(repo, { "model.pt": evil, "run.txt": SYSTEM, "b.txt": "two" });
    await settle(hub.ctx);
    const page = `/api/v1/repositories/model/${repo}`;
    const ways = {
      resolve: (client: HubClient) => client.get(`/${repo}/resolve/main/run.txt`),
      "HEAD of resolve": (client: HubClient) => client.head(`/${repo}/resolve/main/model.pt`),
      raw: (client: HubClient) => client.get(`/${repo}/raw/main/run.txt`),
      content: (client: HubClient) => client.get(`${page}/content/main/run.txt`),
      download: (client: HubClient) => client.get(`${page}/content/main/model.pt?download=true`),
      duplicate: (client: HubClient) =>
        client.post(`/api/models/${repo}/duplicate`, { repository: `${reader.name}/copy` }),
    };
    for (const [name, way] of Object.entries(ways)) {
      expect((await way(reader.client)).statusCode, name).toBe(403);
      if (name === "duplicate") continue;
      expect((await way(owner.client)).statusCode, name).toBe(200);
    }
    const head = await headOf(owner.client, repo);
    expect((await fetchOf(reader.client, repo, head)).body).toContain("ERR Closed until");
    expect((await fetchOf(owner.client, repo, head)).body).toContain("PACK");
    expect((await reader.client.get(`/${repo}/resolve/main/b.txt`)).body).toBe("two");
    const { sha256 } = (await owner.client.get(`${page}/files/main/model.pt`)).json<{
      sha256: string;
    }>();
    const batch = async (client: HubClient) =>
      (
        await client.post(`/${repo}.git/info/lfs/objects/batch`, {
          operation: "download",
          objects: [{ oid: sha256, size: evil.length }],
        })
      ).json<{ objects: { error?: { code: number }; actions?: object }[] }>().objects[0];
    expect((await batch(reader.client))?.error?.code).toBe(404);
    expect((await batch(owner.client))?.actions).toBeDefined();
    const archive = await reader.client.get(`${page}/archive/main?format=tar`);
    expect(archive.body).toContain("CLOSED-FILES.txt");
    expect(archive.body).not.toContain("posix");
    const named = await reader.client.createRepo();
    const stolen = await reader.client.commit(`/api/models/${named}/commit/main`, [
      {
        key: "lfsFile",
        value: { path: "mine.pt", algo: "sha256", oid: sha256, size: evil.length },
      },
    ]);
    expect(stolen.statusCode, "knowing its hash is not enough").toBeGreaterThanOrEqual(400);
  }, 60_000);
});

describe("PLT-5: a closed file that came by xet", () => {
  it("PLT-5: is put together again by its writers only", async () => {
    const { repo, file } = await publish(owner.client);
    await list(repo);
    const path = `/v1/reconstructions/${hashText(fileHash(file))}`;
    const answerTo = async (client: HubClient) =>
      (await ask(await access(client, repo, "read"), path)).statusCode;
    expect(await answerTo(reader.client)).toBe(200);
    await hub.ctx.db
      .updateTable("file_scans")
      .set({ level: "dangerous" })
      .where("content_id", "in", (query) =>
        query
          .selectFrom("contents")
          .select("id")
          .where("sha256", "=", Buffer.from(file.sha256, "hex")),
      )
      .execute();
    await commit(repo, { "b.txt": "brings a look at all of it" });
    await settle(hub.ctx);
    expect(await answerTo(reader.client)).toBe(403);
    expect(await answerTo(owner.client)).toBe(200);
  });
});

describe("PUB-2: a held branch, by every protocol", () => {
  it("PUB-2: stands still for readers while its writers go on", async () => {
    const repo = await aPublishedRepo();
    const before = await headOf(reader.client, repo);
    await withTransaction(hub.ctx.db, (trx) =>
      writeSetting(trx, { key: "review.commits", value: "hold", at: new Date() }),
    );
    await commit(repo, { "a.txt": "two" });
    await settle(hub.ctx);
    const after = await headOf(owner.client, repo);
    expect(after).not.toBe(before);
    expect(await headOf(reader.client, repo)).toBe(before);
    expect(await headOf(hub.anonymous, repo)).toBe(before);
    expect(await advertised(reader.client, repo)).toBe(before);
    expect(await advertised(owner.client, repo)).toBe(after);
    expect((await reader.client.get(`/${repo}/resolve/main/a.txt`)).body).toBe("one");
    expect((await owner.client.get(`/${repo}/resolve/main/a.txt`)).body).toBe("two");
    expect((await reader.client.get(`/${repo}/resolve/${after}/a.txt`)).statusCode).toBe(404);
    const commits = (await reader.client.get(`/api/models/${repo}/commits/main`)).json<
      { id: string }[]
    >();
    expect(commits[0]?.id).toBe(before);
    const listed = (await reader.client.get(`/api/models?author=${owner.name}&full=true`)).json<
      { id: string; sha: string }[]
    >();
    expect(listed.find(({ id }) => id === repo)?.sha).toBe(before);
    expect((await fetchOf(reader.client, repo, after)).body).toContain("ERR There is no");
    expect((await fetchOf(reader.client, repo, before)).body).toContain("PACK");
  });
});
