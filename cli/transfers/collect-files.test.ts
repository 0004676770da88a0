import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { aFolder } from "../testing/run-cli.ts";
import { collectFiles } from "./collect-files.ts";

const folder = await aFolder();
for (const path of ["sub/deep", ".git/objects", "sub/.gallery-download"]) {
  await mkdir(join(folder, path), { recursive: true });
}
for (const path of ["a.txt", "sub/b.bin", "sub/deep/c.txt", ".git/config", ".env", "名.txt"]) {
  await writeFile(join(folder, path), path);
}
await writeFile(join(folder, "sub/.gallery-download/x.part"), "");
await symlink(join(folder, "a.txt"), join(folder, "linked.txt"));
await symlink(join(folder, "missing"), join(folder, "broken"));
await symlink(folder, join(folder, "round"));

async function collect(paths: string[], options: { include?: string[]; folder?: string } = {}) {
  const told: string[] = [];
  const files = await collectFiles({
    paths,
    include: options.include ?? [],
    exclude: [],
    folder: options.folder ?? "",
    notice: (text) => told.push(text),
  });
  return { paths: files.map(({ path }) => path).toSorted(), told };
}

it("CLI-6: a folder goes by what is in it, without what belongs to tools", async () => {
  const { paths, told } = await collect([folder]);
  const all = [".env", "a.txt", "linked.txt", "sub/b.bin", "sub/deep/c.txt", "名.txt"];
  expect(paths).toEqual(all.toSorted());
  expect(told.toSorted()).toEqual([
    expect.stringContaining("broken"),
    expect.stringContaining("round"),
  ]);
});

it("CLI-6: a file goes by its name, to the folder that is named", async () => {
  const files = await collect([join(folder, "sub", "b.bin")], { folder: "weights/v1" });
  expect(files.paths).toEqual(["weights/v1/b.bin"]);
});

it("CLI-6: patterns look at the path in the folder", async () => {
  const { paths } = await collect([folder], { include: ["sub/*.txt"], folder: "x" });
  expect(paths).toEqual(["x/sub/deep/c.txt"]);
});

it("CLI-6: refuses what is not there, and two files for one place", async () => {
  await expect(collect([join(folder, "nothing")])).rejects.toThrow("does not exist");
  await mkdir(join(folder, "other"));
  await writeFile(join(folder, "other", "a.txt"), "another");
  const two = [join(folder, "a.txt"), join(folder, "other", "a.txt")];
  await expect(collect(two)).rejects.toThrow("would both become a.txt");
});
