import { describe, expect, it } from "vitest";
import { anOrganisation } from "../../testing/accounts.ts";
import { aHubUser, testHub } from "../../testing/hub.ts";

const hub = await testHub();
const owner = await aHubUser(hub);
const fan = await aHubUser(hub);
const open = await owner.client.createRepo();
const dataset = await owner.client.createRepo({ type: "dataset" });
const secret = await owner.client.createRepo({ private: true });

const likesOf = async (repo: string) =>
  (await owner.client.get(`/api/models/${repo}`)).json<{ likes: number }>().likes;

describe("BEY-1: likes", () => {
  const like = (method: "POST" | "DELETE", path: string) =>
    fan.client.send({ method, url: `/api/${path}/like` });

  it("are favourites: given once, listed for oneself, taken back", async () => {
    for (const path of [`models/${open}`, `models/${open}`, `datasets/${dataset}`]) {
      expect((await like("POST", path)).statusCode).toBe(200);
    }
    expect(await likesOf(open)).toBe(1);
    const likes = (await fan.client.get(`/api/users/${fan.name.toUpperCase()}/likes`)).json();
    expect(likes).toMatchObject([
      { repo: { name: dataset, type: "dataset" } },
      { repo: { name: open, type: "model" } },
    ]);
    expect((await like("DELETE", `models/${open}`)).statusCode).toBe(200);
    expect((await like("DELETE", `models/${open}`)).statusCode).toBe(200);
    expect(await likesOf(open)).toBe(0);
  });

  it("come in pages with an absolute link", async () => {
    const reader = await aHubUser(hub);
    for (const path of [`models/${open}`, `datasets/${dataset}`]) {
      await reader.client.send({ method: "POST", url: `/api/${path}/like` });
    }
    const first = await reader.client.get(`/api/users/${reader.name}/likes?limit=1`);
    expect(first.json()).toMatchObject([{ repo: { name: dataset } }]);
    const next = /^<http:\/\/localhost:7860([^>]+)>; rel="next"$/.exec(String(first.headers.link));
    const second = await reader.client.get(next?.[1] ?? "");
    expect(second.json()).toMatchObject([{ repo: { name: open } }]);
    expect(second.headers.link).toBeUndefined();
  });

  it("are shown to whoever gave them, as likers of a repository", async () => {
    const likers = async (by = fan.client) =>
      (await by.get(`/api/datasets/${dataset}/likers`)).json<object[]>();
    await like("POST", `datasets/${dataset}`);
    expect(await likers()).toMatchObject([{ user: fan.name, fullname: fan.name, avatarUrl: "" }]);
    expect([await likers(owner.client), await likers(hub.anonymous)]).toEqual([[], []]);
  });

  it("are not given to what one may not know, nor by nobody, nor shown to others", async () => {
    expect((await like("POST", `models/${secret}`)).statusCode).toBe(404);
    const url = `/api/models/${open}/like`;
    expect((await hub.anonymous.send({ method: "POST", url })).statusCode).toBe(401);
    expect((await owner.client.get(`/api/users/${fan.name}/likes`)).statusCode).toBe(404);
    expect((await hub.anonymous.get(`/api/users/${fan.name}/likes`)).statusCode).toBe(401);
  });
});

describe("BEY-1: people and organisations", () => {
  it("have an overview, and an organisation its members", async () => {
    const { name: organisation } = await anOrganisation(hub.ctx, { owner: owner.viewer });
    expect((await hub.anonymous.get(`/api/users/${owner.name}/overview`)).json()).toMatchObject({
      type: "user",
      user: owner.name,
      orgs: [{ name: organisation }],
    });
    const base = `/api/organizations/${organisation}`;
    expect((await hub.anonymous.get(`${base}/overview`)).json()).toMatchObject({
      type: "org",
      name: organisation,
    });
    const members = await hub.anonymous.get(`${base}/members`);
    expect(members.json()).toMatchObject([{ user: owner.name }]);
    expect(members.headers["link"]).toBeUndefined();
  });

  it("have no followers, and say so only of who is there", async () => {
    const { name: organisation } = await anOrganisation(hub.ctx, { owner: owner.viewer });
    for (const url of [
      `/api/users/${owner.name}/followers`,
      `/api/users/${owner.name}/following`,
      `/api/organizations/${organisation}/followers`,
    ]) {
      const response = await hub.anonymous.get(url);
      expect([response.statusCode, response.json()], url).toEqual([200, []]);
    }
    expect((await hub.anonymous.get("/api/users/nobody-at-all/followers")).statusCode).toBe(404);
  });

  it("are not each other, and not there when they are not", async () => {
    const { name: organisation } = await anOrganisation(hub.ctx, { owner: owner.viewer });
    for (const url of [
      `/api/users/${organisation}/overview`,
      `/api/organizations/${owner.name}/overview`,
      `/api/organizations/${owner.name}/members`,
      "/api/users/nobody-at-all/overview",
    ]) {
      expect((await hub.anonymous.get(url)).statusCode, url).toBe(404);
    }
  });
});
