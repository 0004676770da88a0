import { expect, it, vi } from "vitest";
import { createClient } from "#sdk/index.ts";
import { testGallery } from "#server/testing/gallery.ts";
import { aCli } from "../testing/a-cli.ts";

vi.setConfig({ testTimeout: 60_000 });

const gallery = await testGallery();
const { name: owner, token } = await gallery.aUserWithToken();
const client = createClient({ baseUrl: gallery.url, token });
const cli = await aCli(gallery.url, token);

it("REP-7: moves a folder in one commit, and says why it cannot", async () => {
  await client.call("assets.create-asset", { body: { kind: "model", owner, name: "owl" } });
  const params = { kind: "model" as const, owner, name: "owl" };
  const put = (path: string) => ({ op: "put" as const, path, text: path });
  const operations = [put("data/a.txt"), put("data/deep/b.txt"), put("c.txt")];
  await client.call("repositories.create-commit", { params, body: { title: "Files", operations } });
  const moved = await cli.run(["move", `${owner}/owl`, "data/", "old/data"]);
  expect(moved.stdout).toMatch(/^Moved data to old\/data in [0-9a-f]{8}\n$/);
  const { items } = await client.call("repositories.list-tree", {
    params: { ...params, revision: "main" },
    query: { recursive: "true" },
  });
  const files = items.filter(({ type }) => type === "file").map(({ path }) => path);
  expect(files).toEqual(expect.arrayContaining(["old/data/a.txt", "old/data/deep/b.txt", "c.txt"]));
  expect(files.some((path) => path.startsWith("data/"))).toBe(false);
  const onto = await cli.run(["move", `${owner}/owl`, "c.txt", "old"]);
  expect(onto).toMatchObject({ code: 1, stderr: expect.stringContaining("exists already") });
  const missing = await cli.run(["move", `${owner}/owl`, "nothing", "x"]);
  expect(missing.code).toBe(4);
});
