import { describe, expect, it } from "vitest";
import { aName } from "../../testing/accounts.ts";
import { aPublishedAsset } from "../../testing/assets.ts";
import { aHubUser, fileLine, testHub } from "../../testing/hub.ts";

const hub = await testHub();
const owner = await aHubUser(hub);
const other = await aHubUser(hub);

const card = (metadata: string) => `---\n${metadata}\n---\n# A card\n`;

async function published(name: string, metadata = "license: mit", by = owner) {
  const asset = await aPublishedAsset(hub.ctx.as(by.viewer), { name: aName(name) });
  const id = `${by.name}/${asset.name}`;
  const lines = [fileLine("README.md", card(metadata))];
  await by.client.commit(`/api/models/${id}/commit/main`, lines);
  return id;
}

const french = await published("whale", "license: mit\ntags: [tiny]\nlanguage: [fr]");
const chat = await published("parrot", "pipeline_tag: text-generation\ntags: [tiny, talk]");
const foreign = await published("whale", "tags: [talk]", other);
const draft = await owner.client.createRepo({ private: true });
const onlyPublic = await owner.client.createRepo();

type Item = { id: string };
type Full = Item & { sha: string; siblings: object[] };
const list = async (query = "", by = hub.anonymous) =>
  (await by.get(`/api/models${query}`)).json<Item[]>();
const ids = (items: Item[]) => items.map(({ id }) => id).toSorted();

describe("BEY-1: lists of hub clients", () => {
  it("DIS-1: are the shelf", async () => {
    expect(ids(await list())).toEqual([french, chat, foreign].toSorted());
    expect((await hub.anonymous.get("/api/datasets")).json()).toEqual([]);
    expect((await hub.anonymous.get("/api/spaces")).json()).toEqual([]);
  });

  it("of an author hold all that the viewer may see", async () => {
    const shown = [french, chat, onlyPublic];
    const author = `?author=${owner.name.toUpperCase()}`;
    expect(ids(await list(author))).toEqual(shown.toSorted());
    expect(ids(await list(author, owner.client))).toEqual([...shown, draft].toSorted());
    expect(await list(`?author=${aName()}`)).toEqual([]);
  });

  it.each([
    ["?search=whale", () => [french, foreign]],
    ["?search=whale&search=mit", () => []],
    ["?search=parrot", () => [chat]],
    ["?filter=tiny", () => [french, chat]],
    ["?filter=tiny&filter=talk", () => [chat]],
    ["?filter=tiny,talk", () => [chat]],
    ["?filter=license:mit", () => [french]],
    ["?filter=fr", () => [french]],
    ["?pipeline_tag=text-generation", () => [chat]],
    ["?filter=text-generation", () => [chat]],
    ["?filter=nothing-has-it", () => []],
    ["?gated=false", () => [french, chat, foreign]],
    ["?gated=true", () => []],
    ["?gated=true&search=whale", () => []],
    ["?inference_provider=all", () => []],
    ["?num_parameters=min:1B", () => []],
  ])("are narrowed by %s", async (query, expected) => {
    expect(ids(await list(query))).toEqual(expected().toSorted());
  });

  it("are narrowed by words and an author together", async () => {
    expect(ids(await list(`?search=whale&author=${other.name}`))).toEqual([foreign]);
  });

  it.each(["lastModified", "createdAt", "downloads", "likes", "trendingScore", "unknown"])(
    "come in order of %s",
    async (sort) => {
      for (const direction of ["", "&direction=-1"]) {
        const items = await list(`?sort=${sort}${direction}`);
        expect(ids(items)).toEqual([french, chat, foreign].toSorted());
      }
    },
  );

  it("come in the order in which they were made, page by page, also of an author", async () => {
    const seen: string[] = [];
    let url = "/api/models?sort=createdAt&direction=-1&limit=1";
    while (url !== "") {
      const response = await hub.anonymous.get(url);
      seen.push(...response.json<Item[]>().map(({ id }) => id));
      url = /^<http:\/\/localhost:7860(.+)>/.exec(String(response.headers.link ?? ""))?.[1] ?? "";
    }
    expect(seen).toEqual([foreign, chat, french]);
    const own: string[] = [];
    url = `/api/models?sort=created_at&limit=2&author=${owner.name}`;
    while (url !== "") {
      const response = await owner.client.get(url);
      own.push(...response.json<Item[]>().map(({ id }) => id));
      url = /^<http:\/\/localhost:7860(.+)>/.exec(String(response.headers.link ?? ""))?.[1] ?? "";
    }
    expect(own).toEqual([onlyPublic, draft, chat, french]);
  });

  it.each([
    ["downloads", "downloads"],
    ["likes", "favourites"],
    ["trendingScore", "trending"],
  ] as const)("of an author come in order of %s, page by page", async (sort, column) => {
    const everything = await hub.ctx.db
      .selectFrom("asset_search as s")
      .innerJoin("repositories as r", "r.id", "s.asset_id")
      .select(["s.asset_id", "r.name"])
      .where("r.namespace_id", "=", owner.viewer.accountId)
      .execute();
    const ranks = new Map([chat, draft, french, onlyPublic].map((id, at) => [id, at]));
    for (const { asset_id: id, name } of everything) {
      const rank = 100 - 10 * (ranks.get(`${owner.name}/${name}`) ?? 9);
      const counters = hub.ctx.db.updateTable("asset_ranks").where("asset_id", "=", id);
      await counters.set({ [column]: rank }).execute();
    }
    const seen: string[] = [];
    let url = `/api/models?sort=${sort}&limit=1&author=${owner.name}`;
    while (url !== "") {
      const response = await hub.anonymous.get(url);
      seen.push(...response.json<Item[]>().map(({ id }) => id));
      url = /^<http:\/\/localhost:7860(.+)>/.exec(String(response.headers.link ?? ""))?.[1] ?? "";
    }
    expect(seen).toEqual([chat, french, onlyPublic]);
    const own = await list(`?sort=${sort}&author=${owner.name}`, owner.client);
    expect(own.map(({ id }) => id)).toEqual([chat, draft, french, onlyPublic]);
  });

  it.each(["full=true", "expand=sha&expand=siblings", "expand[]=sha&expand[]=siblings"])(
    "tell heads and files with %s, and not without",
    async (query) => {
      const info = (await hub.anonymous.get(`/api/models/${french}`)).json<Full>();
      const item = (await list(`?search=whale&author=${owner.name}&${query}`))[0];
      expect(item).toMatchObject({ id: french, sha: info.sha, siblings: info.siblings });
      expect(await list(`?search=whale&author=${owner.name}`)).toEqual([
        expect.not.objectContaining({ sha: info.sha }),
      ]);
    },
  );

  it("come in pages with all filters in the link", async () => {
    const seen: string[] = [];
    let url: string | undefined = "/api/models?filter=tiny&limit=1&sort=lastModified&full=true";
    while (url !== undefined) {
      const response = await hub.anonymous.get(url);
      seen.push(...response.json<Item[]>().map(({ id }) => id));
      url = /^<(http:\/\/localhost:7860\/[^>]+)>; rel="next"$/.exec(
        String(response.headers.link ?? ""),
      )?.[1];
      if (url === undefined) continue;
      const query = new URL(url).searchParams;
      expect([query.get("filter"), query.get("limit"), query.get("sort")]).toEqual([
        "tiny",
        "1",
        "lastModified",
      ]);
    }
    expect(seen).toEqual([chat, french]);
  });

  it.each(["expand=likes&expand=downloads", "expand[]=likes&expand[]=downloads"])(
    "hold the fields of %s and the ids",
    async (query) => {
      const [item] = await list(`?${query}&limit=1`);
      expect(Object.keys(item ?? {}).toSorted()).toEqual([
        "_id",
        "downloads",
        "id",
        "likes",
        "modelId",
      ]);
    },
  );

  it("hold in every item what JavaScript clients read", async () => {
    const keys = "pipeline_tag,private,gated,downloads,likes,lastModified".split(",");
    const query = keys.map((key) => `expand=${key}`).join("&");
    const items = await list(`?limit=500&${query}`);
    expect(items.find(({ id }) => id === chat)).toMatchObject({
      _id: expect.stringMatching(/^[0-9a-f]{24}$/),
      private: false,
      gated: false,
      downloads: 0,
      likes: 0,
      pipeline_tag: "text-generation",
      lastModified: expect.stringMatching(/\.\d{3}Z$/),
    });
  });
});
