import { describe, expect, it, vi } from "vitest";
import type { AssetSummary } from "#contract/assets/asset.ts";
import { createClient } from "#sdk/index.ts";
import { aRepository } from "#sdk/testing/a-repository.ts";
import { testGallery } from "#server/testing/gallery.ts";
import { aCli } from "../testing/a-cli.ts";

vi.setConfig({ testTimeout: 60_000 });

const gallery = await testGallery();
const { name: owner, token } = await gallery.aUserWithToken();
const client = createClient({ baseUrl: gallery.url, token });
const cli = await aCli(gallery.url, token);
const nobody = await aCli(gallery.url);

describe("list", () => {
  it("CLI-1: lists one's own assets, somebody's, and the files of one", async () => {
    const { name } = await aRepository(client, {
      owner,
      files: { "a.txt": "aaa", "b/c.txt": "c" },
    });
    const own = await cli.run(["list"]);
    expect(own.stdout).toContain(`model     ${owner}/${name} (draft)\n`);
    const others = await nobody.run(["list", owner]);
    expect(others).toMatchObject({ code: 0, stdout: "" });
    const files = await cli.run(["ls", `${owner}/${name}`]);
    expect(files.stdout).toContain("          b/\n");
    expect(files.stdout).toContain("       3  a.txt\n");
    const all = await cli.json<{ path: string }[]>(["list", `${owner}/${name}`, "-r"]);
    expect(all.map(({ path }) => path)).toContain("b/c.txt");
    const folder = await cli.json<{ path: string }[]>(["list", `${owner}/${name}`, "b/"]);
    expect(folder.map(({ path }) => path)).toEqual(["b/c.txt"]);
  });

  it("CLI-5: an empty list is JSON, too", async () => {
    expect(await nobody.json(["search", "nothing-is-called-so"])).toEqual([]);
  });
});

describe("info, publish and search", () => {
  it("CLI-1: shows an asset, lists it, and then anybody finds it", async () => {
    const { name, commit } = await aRepository(client, { owner, files: { "a.txt": "a" } });
    const id = `${owner}/${name}`;
    const info = await cli.run(["info", id]);
    expect(info.stdout).toContain(`name: ${id}\nkind: model\n`);
    expect(info.stdout).toContain(`commit: ${commit}\n`);
    expect((await nobody.run(["info", id])).code).toBe(4);

    const description = ["--description", "A tiny lighthouse model", "--licence", "apache-2.0"];
    const args = ["publish", id, ...description, "--task", "text-generation"];
    const refused = await cli.run(args);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("--accept-agreements");
    const published = await cli.run([...args, "--accept-agreements"]);
    expect(published).toMatchObject({ code: 0 });
    expect(published.stdout).toMatch(/^(published|publishing|in-review): http/);
    await vi.waitFor(
      async () => {
        const found = await nobody.json<AssetSummary[]>(["search", "lighthouse"]);
        expect(found.map(({ name: found }) => found)).toEqual([name]);
      },
      { timeout: 30_000, interval: 500 },
    );
    const meant = await nobody.run(["search", "ligthhouse"]);
    expect(meant.stdout).toContain(name);
    expect(meant.stderr).toContain("showing results for: lighthouse");
    const line = await nobody.run(["search", "lighthouse", "--limit", "1"]);
    expect(line.stdout).toBe(`model     ${id}  A tiny lighthouse model\n`);
  });
});
