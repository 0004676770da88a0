import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { TableCache } from "./table-cache.ts";

const root = await mkdtemp(join(tmpdir(), "table-cache-"));
afterAll(() => rm(root, { recursive: true, force: true }));

async function fill(cache: TableCache, key: string): Promise<void> {
  await cache.fill(key, (folder) => writeFile(join(folder, "table"), Buffer.alloc(400)));
}

it("BEY-4: keeps what was used last when there is too much", async () => {
  const cache = new TableCache(root, 1000);
  for (const [age, key] of [
    [3, "old"],
    [2, "older"],
  ] as const) {
    await fill(cache, key);
    await cache.writeJson(key, "facts.json", { key });
    const usedAt = Date.now() / 1000 - age * 3600;
    await utimes(cache.folderOf(key), usedAt, usedAt);
  }
  // Whoever reads it uses it.
  expect(await cache.readJson("old", "facts.json")).toEqual({ key: "old" });
  await fill(cache, "new");
  expect(await cache.readJson("old", "facts.json")).toEqual({ key: "old" });
  expect(await cache.readJson("older", "facts.json")).toBeUndefined();
  expect(await readdir(cache.folderOf("new"))).toEqual(["table"]);
  await cache.forget("new");
  await expect(readdir(cache.folderOf("new"))).rejects.toThrow("ENOENT");
});

it("BEY-4: leaves nothing of work that fails", async () => {
  const cache = new TableCache(root, 1000);
  const before = await readdir(root);
  const failing = cache.fill("bad", async (folder) => {
    await writeFile(join(folder, "part"), "x");
    throw new Error("disk full");
  });
  await expect(failing).rejects.toThrow("disk full");
  expect(await readdir(root)).toEqual(before);
  expect(await cache.hasRoomFor(1001)).toBe(false);
});
