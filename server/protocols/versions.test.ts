import { createHash } from "node:crypto";
import { beforeAll, expect, it } from "vitest";
import { DELIMITER_PACKET, FLUSH_PACKET } from "../platform/git/index.ts";
import { publishAsset } from "../publishing/index.ts";
import { collectStorage } from "../repositories/index.ts";
import { A_PUBLICATION } from "../testing/assets.ts";
import { aHubUser, fileLine, testHub } from "../testing/hub.ts";
import { settle } from "../testing/settle.ts";
import { bodyOf, callGit, type PushedRef, pushBody } from "./git/testing/git-requests.ts";

const MONTH_MS = 30 * 86_400_000;
const NUMBER = "1.2.0";

/** Signature, version 2, no objects, and the SHA-1 of that. Source: gitformat-pack. */
const PACK_HEADER = Buffer.from("5041434b0000000200000000", "hex");
const EMPTY_PACK = Buffer.concat([PACK_HEADER, createHash("sha1").update(PACK_HEADER).digest()]);

const hub = await testHub();
const owner = await aHubUser(hub);
const reader = await aHubUser(hub);
const repo = await owner.client.createRepo({}, { "a.txt": "the version" });
const api = `/api/models/${repo}`;
let commit = "";

beforeAll(async () => {
  const [, name = ""] = repo.split("/");
  const address = { kind: "model", owner: owner.name, name } as const;
  await publishAsset(hub.ctx.as(owner.viewer), address, A_PUBLICATION);
  await settle(hub.ctx);
  commit = (await reader.client.get(api)).json<{ sha: string }>().sha;
  await owner.client.post(`/api/v1/assets/model/${repo}/versions`, { number: NUMBER });
  await settle(hub.ctx);
  await owner.client.commit(`${api}/commit/main`, [fileLine("a.txt", "later")]);
});

async function push(ref: PushedRef): Promise<string> {
  const body = pushBody([ref], ref.to === undefined ? Buffer.alloc(0) : EMPTY_PACK);
  return (await callGit(owner.client, { repo, service: "receive-pack", body })).body;
}

it("PUB-5: a version is a revision of every protocol", async () => {
  const version = await reader.client.get(`/api/v1/assets/model/${repo}/versions/${NUMBER}`);
  expect(version.json()).toMatchObject({ number: NUMBER, status: "available", commit });
  const file = await reader.client.get(`/${repo}/resolve/${NUMBER}/a.txt`);
  expect(file.body).toBe("the version");
  expect(file.headers["x-repo-commit"]).toBe(commit);
  const info = await reader.client.get(`${api}/revision/${NUMBER}`);
  expect(info.json()).toMatchObject({ sha: commit });
  const refs = await reader.client.get(`${api}/refs`);
  expect(refs.json()).toMatchObject({ tags: [{ name: NUMBER, targetCommit: commit }] });
  const asked = bodyOf("command=ls-refs", DELIMITER_PACKET, FLUSH_PACKET);
  const advertised = await callGit(reader.client, { repo, service: "upload-pack", body: asked });
  expect(advertised.body).toContain(`${commit} refs/tags/${NUMBER}`);
});

it("PUB-5: its tag is moved and deleted by nobody", async () => {
  const tag = { method: "DELETE", url: `${api}/tag/${NUMBER}` } as const;
  expect((await owner.client.send(tag)).statusCode).toBe(403);
  expect((await owner.client.post(`${api}/tag/main`, { tag: NUMBER })).statusCode).toBe(409);
  const head = (await owner.client.get(api)).json<{ sha: string }>().sha;
  const ref = `refs/tags/${NUMBER}`;
  const refusal = `ng ${ref} is the tag of a published version, which never changes`;
  expect(await push({ ref, from: commit })).toContain(refusal);
  expect(await push({ ref, from: commit, to: head })).toContain(refusal);
  const still = await reader.client.get(`${api}/revision/${NUMBER}`);
  expect(still.json()).toMatchObject({ sha: commit });
});

it("PUB-5: its files outlive a forced push, a super-squash and the collector", async () => {
  const head = (await owner.client.get(api)).json<{ sha: string }>().sha;
  const forced = await push({ ref: "refs/heads/main", from: head, to: commit });
  expect(forced).toContain("ok refs/heads/main");
  await owner.client.commit(`${api}/commit/main`, [fileLine("a.txt", "other")]);
  const squashed = await owner.client.post(`${api}/super-squash/main`, {});
  expect(squashed.statusCode).toBe(200);
  await settle(hub.ctx);
  const { gitObjects } = await collectStorage(hub.ctx.later(MONTH_MS));
  expect(gitObjects).toBeGreaterThan(0);
  const file = await reader.client.get(`/${repo}/resolve/${NUMBER}/a.txt`);
  expect(file.body).toBe("the version");
});
