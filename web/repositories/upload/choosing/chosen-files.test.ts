import { expect, it } from "vitest";
import { filesOfInput, isWanted } from "./chosen-files.ts";

it("REP-3: leaves out what systems put into folders, and git's own", () => {
  const unwanted = [".DS_Store", "a/.DS_Store", "a/Thumbs.db", ".git/config", "model/.git/HEAD"];
  for (const path of unwanted) expect(isWanted(path)).toBe(false);
  const wanted = [".gitattributes", ".gitignore", "a/model.git.txt", "DS_Store", "a/.github/x"];
  for (const path of wanted) expect(isWanted(path)).toBe(true);
});

it("REP-3: keeps the folders of a chosen folder, and asks each file once", async () => {
  const file = new File(["x"], "x.txt", { lastModified: 7 });
  const inside = (path: string) =>
    Object.defineProperty(new File(["yy"], "y.txt"), "webkitRelativePath", { value: path });
  const counts: number[] = [];
  const { files } = await filesOfInput(
    [file, inside("data/deep/y.txt"), inside("data/.git/config")],
    { signal: new AbortController().signal, onCount: (count) => counts.push(count) },
  );
  expect(files.map(({ path, sizeBytes }) => [path, sizeBytes])).toEqual([
    ["x.txt", 1],
    ["data/deep/y.txt", 2],
  ]);
  expect(files[0]?.modifiedAt).toBe(7);
  expect(counts).toEqual([1, 2]);
});

it("REP-3: reading can be stopped", async () => {
  const reading = { signal: AbortSignal.abort(), onCount: () => undefined };
  await expect(filesOfInput([new File([], "x")], reading)).rejects.toThrow("aborted");
});
