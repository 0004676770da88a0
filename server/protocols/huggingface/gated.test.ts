import { createHash, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { decideAccess } from "../../assets/index.ts";
import { aHubUser, fileLine, type HubClient, testHub } from "../../testing/hub.ts";

const DAY_MS = 86_400_000;
const hub = await testHub();
const owner = await aHubUser(hub);
const stranger = await aHubUser(hub);
const bytes = randomBytes(30_000);
const oid = createHash("sha256").update(bytes).digest("hex");

async function gatedRepo(gated: "auto" | "manual" = "manual"): Promise<string> {
  const repo = await owner.client.createRepo();
  const lines = [fileLine("a.txt", "one"), fileLine("a.bin", bytes)];
  await owner.client.commit(`/api/models/${repo}/commit/main`, lines);
  await settings(repo, { gated });
  return repo;
}

const settings = (repo: string, payload: object) =>
  owner.client.send({ method: "PUT", url: `/api/models/${repo}/settings`, payload });

const requests = async (repo: string, status: string) =>
  (await owner.client.get(`/api/models/${repo}/user-access-request/${status}`)).json<Request[]>();

const handle = (repo: string, payload: object) =>
  owner.client.post(`/api/models/${repo}/user-access-request/handle`, payload);

/** Every way to the bytes. */
const WAYS: Record<string, (client: HubClient, repo: string) => Promise<{ statusCode: number }>> = {
  resolve: (client, repo) => client.get(`/${repo}/resolve/main/a.txt`),
  "HEAD of resolve": (client, repo) => client.head(`/${repo}/resolve/main/a.bin`),
  raw: (client, repo) => client.get(`/${repo}/raw/main/a.txt`),
  LFS: (client, repo) =>
    client.post(`/${repo}.git/info/lfs/objects/batch`, {
      operation: "download",
      objects: [{ oid, size: bytes.length }],
    }),
  xet: (client, repo) => client.get(`/api/models/${repo}/xet-read-token/main`),
  archive: (client, repo) =>
    client.get(`/api/v1/repositories/model/${repo}/archive/main?format=zip`),
  "a file of the page": (client, repo) =>
    client.get(`/api/v1/repositories/model/${repo}/content/main/a.txt`),
  duplicate: (client, repo) => client.post(`/api/models/${repo}/duplicate`, { repository: "mine" }),
  "shared files": (client, repo) =>
    client.post(`/api/models/${repo}/lfs-files/duplicate`, {
      target: { type: "model", name: "none" },
      files: [{ sha256: oid }],
    }),
};

describe("PUB-15: gated repositories by hub clients", () => {
  it("are listed and told about; their content is closed", async () => {
    const repo = await gatedRepo();
    const info = await hub.anonymous.get(`/api/models/${repo}`);
    expect(info.json()).toMatchObject({ id: repo, gated: "manual", private: false });
    for (const path of ["tree/main", "refs", "commits/main", "revision/main"]) {
      expect((await hub.anonymous.get(`/api/models/${repo}/${path}`)).statusCode).toBe(200);
    }
    const [without, withToken] = await Promise.all(
      [hub.anonymous, stranger.client].map((client) => client.get(`/${repo}/resolve/main/a.txt`)),
    );
    expect([without?.statusCode, without?.headers["x-error-code"]]).toEqual([401, "GatedRepo"]);
    expect([withToken?.statusCode, withToken?.headers["x-error-code"]]).toEqual([403, "GatedRepo"]);
    expect(withToken?.headers["x-error-message"]).toBe(
      `Access to model ${repo} is restricted. Ask for it at http://localhost:7860/${repo}`,
    );
    expect((await stranger.client.get(`/api/models/${repo}/auth-check`)).statusCode).toBe(403);
    expect((await owner.client.get(`/${repo}/resolve/main/a.txt`)).body).toBe("one");
  });

  it.each(Object.entries(WAYS))("close %s until the owner accepts", async (_way, ask) => {
    const repo = await gatedRepo();
    expect((await ask(hub.anonymous, repo)).statusCode).toBe(401);
    expect((await ask(stranger.client, repo)).statusCode).toBe(403);
    await owner.client.post(`/api/models/${repo}/user-access-request/grant`, {
      user: stranger.name,
    });
    expect((await ask(hub.anonymous, repo)).statusCode).toBe(401);
    expect([401, 403]).not.toContain((await ask(stranger.client, repo)).statusCode);
  });

  it("close every way when granted access has ended", async () => {
    const repo = await gatedRepo();
    const [ownerName = "", name = ""] = repo.split("/");
    const address = { kind: "model", owner: ownerName, name } as const;
    await stranger.client.post(`/api/models/${repo}/ask-access`, {});
    const twoDaysAgo = hub.ctx.as(owner.viewer).later(-2 * DAY_MS);
    const granted = await decideAccess(
      twoDaysAgo,
      { ...address, account: stranger.name },
      { status: "accepted", period: { amount: 1, unit: "day" } },
    );
    expect(Date.parse(granted.validUntil ?? "")).toBeLessThan(Date.now());
    for (const [way, ask] of Object.entries(WAYS)) {
      expect([way, (await ask(stranger.client, repo)).statusCode]).toEqual([way, 403]);
    }
    const again = await stranger.client.post(`/api/models/${repo}/ask-access`, {});
    expect(again.json()).toMatchObject({ status: "pending" });
  });

  it("a request that was taken back waits no longer, and may be made again at once", async () => {
    const repo = await gatedRepo();
    const ask = () => stranger.client.post(`/api/models/${repo}/ask-access`, {});
    await ask();
    expect(await requests(repo, "pending")).toHaveLength(1);
    const gone = await stranger.client.send({
      method: "DELETE",
      url: `/api/v1/assets/model/${repo}/access-request`,
    });
    expect(gone.statusCode).toBe(204);
    expect(await requests(repo, "pending")).toEqual([]);
    const decided = await handle(repo, { user: stranger.name, status: "accepted" });
    expect(decided.statusCode).toBe(404);
    expect((await stranger.client.get(`/${repo}/resolve/main/a.txt`)).statusCode).toBe(403);
    expect((await ask()).json()).toMatchObject({ status: "pending" });
    expect(await requests(repo, "pending")).toHaveLength(1);
  });

  it("a content that only a gated repository holds may not be named", async () => {
    const repo = await gatedRepo();
    const secret = randomBytes(20_000);
    await owner.client.commit(`/api/models/${repo}/commit/main`, [fileLine("s.bin", secret)]);
    const sha256 = createHash("sha256").update(secret).digest("hex");
    const own = await stranger.client.createRepo();
    const line = { key: "lfsFile", value: { path: "s.bin", algo: "sha256", oid: sha256 } };
    const stolen = await stranger.client.commit(`/api/models/${own}/commit/main`, [line]);
    expect(stolen.statusCode).toBe(422);
  });

  it("are asked for by form and by JSON, and handled as huggingface_hub does", async () => {
    const repo = await gatedRepo();
    const asked = await stranger.client.send({
      method: "POST",
      url: `/${repo}/ask-access`,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      payload: "reason=A+thesis",
    });
    expect([asked.statusCode, asked.json()]).toMatchObject([200, { status: "pending" }]);
    const [request] = await requests(repo, "pending");
    expect(request).toEqual({
      requestId: expect.stringMatching(/^[0-9a-f]{24}$/),
      user: {
        user: stranger.name,
        fullname: stranger.name,
        avatarUrl: "",
        email: `${stranger.name}@example.org`,
      },
      status: "pending",
      timestamp: expect.stringMatching(/\.\d{3}Z$/),
      fields: { reason: "A thesis" },
    });
    await handle(repo, { requestId: request?.requestId, status: "accepted" });
    expect((await stranger.client.get(`/${repo}/resolve/main/a.txt`)).body).toBe("one");
    const rejection = { user: stranger.name, status: "rejected", rejectionReason: "No more" };
    expect((await handle(repo, rejection)).statusCode).toBe(200);
    expect(await requests(repo, "accepted")).toEqual([]);
    const again = await stranger.client.post(`/api/models/${repo}/ask-access`, {});
    expect([again.statusCode, again.json()]).toEqual([
      403,
      {
        error: expect.stringMatching(/^No more\. You may ask again from \d{4}-\d{2}-\d{2} on\.$/u),
      },
    ]);
    await handle(repo, { user: stranger.name, status: "pending" });
    expect(await requests(repo, "pending")).toHaveLength(1);
    const wrong = [
      await handle(repo, { user: "nobody-at-all", status: "accepted" }),
      await handle(repo, { requestId: "none", status: "accepted" }),
      await handle(repo, { user: stranger.name, status: "gone" }),
    ];
    expect(wrong.map(({ statusCode }) => statusCode)).toEqual([404, 400, 400]);
  });

  it("let in at once who asks, where they are gated so; requests are their owner's to read", async () => {
    const repo = await gatedRepo("auto");
    const asked = await stranger.client.post(`/api/models/${repo}/ask-access`, {});
    expect(asked.json()).toMatchObject({ status: "accepted" });
    expect((await stranger.client.get(`/${repo}/resolve/main/a.txt`)).statusCode).toBe(200);
    expect((await hub.anonymous.post(`/${repo}/ask-access`, {})).statusCode).toBe(401);
    const list = `/api/models/${repo}/user-access-request/accepted`;
    expect((await stranger.client.get(list)).statusCode).toBe(403);
  });

  it("ask what their card asks, and take the answers as its form sends them", async () => {
    const repo = await gatedRepo();
    const card = [
      "---",
      "extra_gated_prompt: Do no harm.",
      "extra_gated_fields:",
      "  Company: text",
      "  Purpose: { type: select, options: [Research, Other] }",
      "  I agree to cite it: checkbox",
      "---",
      "# Gated",
    ].join("\n");
    await owner.client.commit(`/api/models/${repo}/commit/main`, [fileLine("README.md", card)]);
    const ask = (payload: object) =>
      stranger.client.post(`/api/models/${repo}/ask-access`, payload);
    const answers = { Company: "ACME", Purpose: "Research", "I agree to cite it": "on" };
    expect((await ask({ acceptsTerms: "true" })).statusCode).toBe(400);
    expect((await ask({ ...answers })).statusCode).toBe(400);
    expect((await ask({ ...answers, Purpose: "War", acceptsTerms: "true" })).statusCode).toBe(400);
    expect((await ask({ ...answers, acceptsTerms: "true" })).json()).toMatchObject({
      status: "pending",
    });
    expect((await requests(repo, "pending"))[0]).toMatchObject({
      fields: { ...answers, "I agree to cite it": "true" },
    });
  });

  it("open again when the gate goes; lists are narrowed by it", async () => {
    const repo = await gatedRepo();
    const listed = async (gated: string) =>
      (await hub.anonymous.get(`/api/models?author=${owner.name}&gated=${gated}`))
        .json<{ id: string }[]>()
        .map(({ id }) => id);
    expect(await listed("true")).toContain(repo);
    expect(await listed("false")).not.toContain(repo);
    expect((await settings(repo, { gated: false })).statusCode).toBe(200);
    expect((await hub.anonymous.get(`/${repo}/resolve/main/a.txt`)).body).toBe("one");
    expect(await listed("true")).not.toContain(repo);
    expect(await listed("false")).toContain(repo);
    const unasked = await stranger.client.post(`/api/models/${repo}/ask-access`, {});
    expect(unasked.statusCode).toBe(400);
    expect((await settings(repo, { gated: "perhaps" })).statusCode).toBe(400);
  });
});

type Request = { requestId: string };
