import { describe, expect, it } from "vitest";
import { aName } from "../../testing/accounts.ts";
import { aPublishedAsset } from "../../testing/assets.ts";
import { aHubUser, fileLine, testHub } from "../../testing/hub.ts";

const hub = await testHub();
const owner = await aHubUser(hub);

type Tag = { id: string; label: string; type: string };

describe("BEY-1: tags by type", () => {
  it.each(["models", "datasets"])("of %s say what each tag is called and tells", async (type) => {
    const response = await hub.anonymous.get(`/api/${type}-tags-by-type`);
    const tags = response.json<Record<string, Tag[]>>();
    expect(Object.keys(tags)).toContain("license");
    for (const [name, values] of Object.entries(tags)) {
      expect(values.length).toBeGreaterThan(3);
      expect(new Set(values.map(({ id }) => id)).size).toBe(values.length);
      expect(values.every((tag) => tag.type === name && tag.label !== "")).toBe(true);
    }
    expect(tags["license"]).toContainEqual({
      id: "license:mit",
      label: "MIT License",
      type: "license",
    });
  });

  it("are what lists are filtered by", async () => {
    const asset = await aPublishedAsset(hub.ctx.as(owner.viewer), { name: aName("tagged") });
    const id = `${owner.name}/${asset.name}`;
    const card = "---\nlicense: mit\nlanguage: [fr]\npipeline_tag: text-generation\n---\n";
    await owner.client.commit(`/api/models/${id}/commit/main`, [fileLine("README.md", card)]);
    const tags = (await hub.anonymous.get("/api/models-tags-by-type")).json<
      Record<string, Tag[]>
    >();
    for (const [type, tag] of [
      ["license", "license:mit"],
      ["language", "fr"],
      ["pipeline_tag", "text-generation"],
    ] as const) {
      expect(tags[type]?.some((known) => known.id === tag)).toBe(true);
      const found = await hub.anonymous.get(`/api/models?filter=${tag}`);
      expect(found.json()).toMatchObject([{ id }]);
    }
  });
});
