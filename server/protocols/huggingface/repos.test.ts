import { describe, expect, it } from "vitest";
import { aName, anOrganisation } from "../../testing/accounts.ts";
import { aHubUser, testHub } from "../../testing/hub.ts";

const BASE = "http://localhost:7860";
const hub = await testHub();
const owner = await aHubUser(hub);
const stranger = await aHubUser(hub);

describe("BEY-1: repositories by hub clients", () => {
  it.each([
    ["model", ""],
    ["dataset", "datasets/"],
    ["space", "spaces/"],
  ])(
    "REP-1: a %s begins with its attributes alone and is readable at once",
    async (type, prefix) => {
      const name = aName("repo");
      const created = await owner.client.post("/api/repos/create", { name, type });
      const id = `${owner.name}/${name}`;
      expect([created.statusCode, created.json()]).toEqual([
        200,
        { url: `${BASE}/${prefix}${id}`, name: id, id },
      ]);
      expect(created.headers["x-hf-warning"]).toBeUndefined();
      const info = (await hub.anonymous.get(`/api/${type}s/${id}`)).json<Info>();
      expect(info).toMatchObject({
        id,
        private: false,
        siblings: [{ rfilename: ".gitattributes" }],
      });
    },
  );

  it("a type that is absent means model; organization may be oneself or nothing", async () => {
    for (const organization of [null, owner.name]) {
      const name = aName("repo");
      const created = await owner.client.post("/api/repos/create", { name, organization });
      expect(created.json()).toMatchObject({ id: `${owner.name}/${name}` });
      expect((await hub.anonymous.get(`/api/models/${owner.name}/${name}`)).statusCode).toBe(200);
    }
  });

  it("a name that is taken answers 409 with the same url, in any case of its letters", async () => {
    const id = await owner.client.createRepo({ name: aName("Taken") });
    const name = id.split("/")[1] ?? "";
    for (const again of [name, name.toUpperCase()]) {
      const response = await owner.client.post("/api/repos/create", { name: again, type: "model" });
      expect([response.statusCode, response.json()]).toEqual([
        409,
        { error: "You already created this repository", url: `${BASE}/${id}`, name: id, id },
      ]);
    }
  });

  it("private comes by `private`, by `visibility`, or by what is neither", async () => {
    for (const wish of [
      { private: true },
      { visibility: "private" },
      { visibility: "protected" },
    ]) {
      const created = await owner.client.post("/api/repos/create", { name: aName(), ...wish });
      const { id } = created.json<{ id: string }>();
      expect((await owner.client.get(`/api/models/${id}`)).json()).toMatchObject({ private: true });
      expect((await stranger.client.get(`/api/models/${id}`)).statusCode).toBe(404);
    }
  });

  it("takes first files and a licence, which begins the card", async () => {
    const files = [{ path: "a.txt", content: btoa("one"), encoding: "base64" }];
    const input = { name: aName(), license: "mit", files };
    const { id } = (await owner.client.post("/api/repos/create", input)).json<{ id: string }>();
    const info = (await owner.client.get(`/api/models/${id}`)).json<Info>();
    const names = info.siblings.map(({ rfilename }) => rfilename);
    expect(names).toEqual([".gitattributes", "README.md", "a.txt"]);
    expect(info.tags).toContain("license:mit");
    expect((await owner.client.get(`/${id}/resolve/main/a.txt`)).body).toBe("one");
  });

  it("stand where one may create: 403 elsewhere, and for a namespace that is not there", async () => {
    const { name: mine } = await anOrganisation(hub.ctx, { owner: owner.viewer });
    const make = (organization: string, by = owner) =>
      by.client.post("/api/repos/create", { name: aName(), organization });
    expect((await make(mine)).statusCode).toBe(200);
    const refused = [await make(mine, stranger), await make(stranger.name), await make(aName())];
    expect(refused.map(({ statusCode }) => statusCode)).toEqual([403, 403, 403]);
  });

  it.each([
    [{ name: "a/b/c" }, "name: must be name or namespace/name"],
    [{ name: "no spaces" }, /^name: /],
    [{ name: "x.git" }, /^name: /],
    [{ name: "" }, /^name: /],
    [{ type: "kernel", name: "fine" }, "type: must be model, dataset or space"],
  ])("REP-1: refuses %j, naming the field", async (input, message) => {
    const response = await owner.client.post("/api/repos/create", input);
    expect(response.statusCode).toBe(400);
    expect(response.json<{ error: string }>().error).toMatch(message);
  });

  it("go away by name, once", async () => {
    const id = await owner.client.createRepo();
    const remove = (by = owner) =>
      by.client.send({ method: "DELETE", url: "/api/repos/delete", payload: { name: id } });
    expect((await remove(stranger)).statusCode).toBe(403);
    expect((await remove()).statusCode).toBe(200);
    const again = await remove();
    expect([again.statusCode, again.headers["x-error-code"]]).toEqual([404, "RepoNotFound"]);
  });

  it("move: the old address answers 307 to the new one, for reads and for writes", async () => {
    const from = await owner.client.createRepo({ type: "dataset" }, { "a.txt": "one" });
    const to = `${owner.name}/${aName("new")}`;
    const move = { fromRepo: from, toRepo: to, type: "dataset" };
    expect((await stranger.client.post("/api/repos/move", move)).statusCode).toBe(403);
    expect((await owner.client.post("/api/repos/move", move)).statusCode).toBe(200);
    const batch = { operation: "download", objects: [] };
    const answers = [
      await hub.anonymous.get(`/api/datasets/${from}/tree/main?recursive=true`),
      await hub.anonymous.head(`/datasets/${from}/resolve/main/a.txt`),
      await hub.anonymous.post(`/datasets/${from}.git/info/lfs/objects/batch`, batch),
      await owner.client.commit(`/api/datasets/${from}/commit/main`, []),
    ];
    expect(answers.map(({ statusCode, headers }) => [statusCode, headers.location])).toEqual([
      [307, `/api/datasets/${to}/tree/main?recursive=true`],
      [307, `/datasets/${to}/resolve/main/a.txt`],
      [307, `/datasets/${to}.git/info/lfs/objects/batch`],
      [307, `/api/datasets/${to}/commit/main`],
    ]);
    const hidden = await hub.anonymous.get(`/api/models/${from}`);
    expect(hidden.statusCode).toBe(404);
  });

  it("change their visibility by settings, owners alone", async () => {
    const id = await owner.client.createRepo({ private: true });
    const settings = (payload: object, by = owner) =>
      by.client.send({ method: "PUT", url: `/api/models/${id}/settings`, payload });
    expect((await settings({ visibility: "public" }, stranger)).statusCode).toBe(404);
    expect((await settings({ visibility: "public" })).statusCode).toBe(200);
    expect((await hub.anonymous.get(`/api/models/${id}`)).statusCode).toBe(200);
    expect((await settings({ private: true })).statusCode).toBe(200);
    expect((await hub.anonymous.get(`/api/models/${id}`)).statusCode).toBe(404);
    expect((await settings({})).statusCode).toBe(200);
  });

  it("tell by auth-check what one may do", async () => {
    const id = await owner.client.createRepo();
    const check = async (by: typeof hub.anonymous, suffix = "") =>
      (await by.get(`/api/models/${id}/auth-check${suffix}`)).statusCode;
    expect(await check(hub.anonymous)).toBe(200);
    expect(await check(hub.anonymous, "/write")).toBe(401);
    expect(await check(stranger.client, "/write")).toBe(403);
    expect(await check(owner.client, "/write")).toBe(200);
  });
});

type Info = { siblings: { rfilename: string }[]; tags: string[] };
