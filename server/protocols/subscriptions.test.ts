import { createHash, randomBytes } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { hashText } from "../platform/formats/xet/index.ts";
import { fileHash } from "../platform/formats/xet/testing/build.ts";
import { publishAsset, unlistAsset } from "../publishing/index.ts";
import { A_PUBLICATION } from "../testing/assets.ts";
import { aHubUser, fileLine, type HubClient, testHub } from "../testing/hub.ts";
import { settle } from "../testing/settle.ts";
import { access, xetCalls } from "./xet/testing/xet-calls.ts";

const hub = await testHub({ environment: { GALLERY_FILE_BYTES: "10000000" } });
const owner = await aHubUser(hub);
const { ask, publish } = xetCalls(hub);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const bytes = randomBytes(30_000);
const oid = createHash("sha256").update(bytes).digest("hex");
const { now } = hub.ctx;
beforeEach(() => setClock(0));

/** Moves the clock of the whole server. */
function setClock(aheadMs: number): void {
  hub.ctx.now = () => new Date(now().getTime() + aheadMs);
}

/** A published repository whose subscriptions last for ten days. */
async function aLimitedRepo() {
  const { repo, file } = await publish(owner.client);
  const lines = [fileLine("a.txt", "one"), fileLine("a.bin", bytes)];
  await owner.client.commit(`/api/models/${repo}/commit/main`, lines);
  const [ownerName = "", name = ""] = repo.split("/");
  const address = { kind: "model", owner: ownerName, name } as const;
  const asOwner = hub.ctx.as(owner.viewer);
  await publishAsset(asOwner, address, A_PUBLICATION);
  await settle(hub.ctx);
  const body = { duration: { count: 10, unit: "day" }, channels: null, renews: false };
  const url = `/api/v1/assets/model/${repo}/terms`;
  const set = await owner.client.send({ method: "PUT", url, payload: body });
  expect(set.statusCode).toBe(200);
  return { repo, hash: hashText(fileHash(file)), unlist: () => unlistAsset(asOwner, address) };
}

async function aSubscriber(repo: string): Promise<HubClient> {
  const { client } = await aHubUser(hub);
  const url = `/api/v1/assets/model/${repo}/subscription`;
  const offer = (await client.get(url)).json<{ agreements: object[] }>();
  const made = await client.post(url, { consents: offer.agreements });
  expect(made.statusCode).toBe(201);
  return client;
}

type Range = { bytes: { start: number; end: number } };
type Reconstruction = { xorbs: Record<string, { url: string; ranges: Range[] }[]> };
type Way = (client: HubClient, repo: string) => Promise<{ statusCode: number }>;

/** Every way to the bytes. */
const WAYS: Record<string, Way> = {
  "the card of the page": (client, repo) => client.get(`/api/v1/assets/model/${repo}/card`),
  "a file of the page": (client, repo) =>
    client.get(`/api/v1/repositories/model/${repo}/content/main/a.txt`),
  "an archive": (client, repo) =>
    client.get(`/api/v1/repositories/model/${repo}/archive/main?format=zip`),
  resolve: (client, repo) => client.get(`/${repo}/resolve/main/a.txt`),
  "HEAD of resolve": (client, repo) => client.head(`/${repo}/resolve/main/a.bin`),
  raw: (client, repo) => client.get(`/${repo}/raw/main/a.txt`),
  "auth-check": (client, repo) => client.get(`/api/models/${repo}/auth-check`),
  "git, refs": (client, repo) => client.get(`/${repo}.git/info/refs?service=git-upload-pack`),
  "git, fetch": (client, repo) =>
    client.send({ method: "POST", url: `/${repo}.git/git-upload-pack`, payload: "0000" }),
  LFS: (client, repo) =>
    client.post(`/${repo}.git/info/lfs/objects/batch`, {
      operation: "download",
      objects: [{ oid, size: bytes.length }],
    }),
  xet: (client, repo) => client.get(`/api/models/${repo}/xet-read-token/main`),
};

describe("DIS-6: a quota on every protocol", () => {
  it.each(Object.entries(WAYS))(
    "%s opens until its very end, and then no longer",
    async (_, way) => {
      const { repo } = await aLimitedRepo();
      const stranger = await aHubUser(hub);
      const subscriber = await aSubscriber(repo);
      expect((await way(hub.anonymous, repo)).statusCode).toBe(401);
      expect((await way(stranger.client, repo)).statusCode).toBe(403);
      expect([401, 403, 404]).not.toContain((await way(subscriber, repo)).statusCode);
      setClock(10 * DAY_MS - HOUR_MS);
      expect([401, 403, 404]).not.toContain((await way(subscriber, repo)).statusCode);
      setClock(10 * DAY_MS);
      expect((await way(subscriber, repo)).statusCode).toBe(403);
      expect([401, 403, 404]).not.toContain((await way(owner.client, repo)).statusCode);
    },
  );

  it("ends what was begun before: addresses of LFS and xorbs, tokens of xet", async () => {
    const { repo, hash } = await aLimitedRepo();
    const subscriber = await aSubscriber(repo);
    setClock(10 * DAY_MS - HOUR_MS / 2);
    const batch = await subscriber.post(`/${repo}.git/info/lfs/objects/batch`, {
      operation: "download",
      objects: [{ oid, size: bytes.length }],
    });
    const [object] = batch.json<{ objects: { actions: { download: { href: string } } }[] }>()
      .objects;
    const { pathname, search } = new URL(object?.actions.download.href ?? "");
    const by = await access(subscriber, repo, "read");
    const tryBoth = async () => [
      (await hub.anonymous.get(pathname + search)).statusCode,
      (await ask(by, `/v1/reconstructions/${hash}`)).statusCode,
    ];
    expect(await tryBoth()).toEqual([200, 200]);
    const plan = (await ask(by, `/v2/reconstructions/${hash}`)).json<Reconstruction>();
    const [[part] = []] = Object.values(plan.xorbs);
    const { start, end } = part?.ranges[0]?.bytes ?? { start: 0, end: 0 };
    const xorb = new URL(part?.url ?? "");
    const readPart = () =>
      hub.anonymous.get(xorb.pathname + xorb.search, { range: `bytes=${start}-${end}` });
    expect((await readPart()).statusCode).toBe(206);
    setClock(10 * DAY_MS);
    expect(await tryBoth()).toEqual([403, 403]);
    expect((await readPart()).statusCode).toBe(403);
  });

  it("tells clients the way: closed to who has not subscribed, and where that is done", async () => {
    const { repo } = await aLimitedRepo();
    const stranger = await aHubUser(hub);
    const answer = await stranger.client.get(`/${repo}/resolve/main/a.txt`);
    expect([answer.statusCode, answer.headers["x-error-code"]]).toEqual([403, "GatedRepo"]);
    expect(answer.headers["x-error-message"]).toBe(
      `Access to model ${repo} is restricted. Subscribe to it at http://localhost:7860/${repo}`,
    );
    const info = await stranger.client.get(`/api/models/${repo}`);
    expect(info.json()).toMatchObject({ id: repo, gated: "manual", private: false });
  });

  it("DIS-7: goes on for subscribers of what was unlisted, which nobody else finds", async () => {
    const { repo, unlist } = await aLimitedRepo();
    const subscriber = await aSubscriber(repo);
    const stranger = await aHubUser(hub);
    await unlist();
    expect((await subscriber.get(`/${repo}/resolve/main/a.txt`)).body).toBe("one");
    expect((await stranger.client.get(`/${repo}/resolve/main/a.txt`)).statusCode).toBe(404);
    const url = `/api/v1/assets/model/${repo}/subscription`;
    expect((await stranger.client.post(url, {})).statusCode).toBe(404);
    setClock(10 * DAY_MS);
    expect((await subscriber.get(`/${repo}/resolve/main/a.txt`)).statusCode).toBe(404);
  });
});
