import { expect, it } from "vitest";
import { filesOfInput, isWanted } from "./chosen-files.ts";

it("REP-3: leaves out what systems put into folders, and git's own", () => {
  const unwanted = [".DS_Store", "a/.DS_Store", "a/Thumbs.db", ".git/config", "model/.git/HEAD"];
  for (const path of unwanted) expect(isWanted(path)).toBe(false);
  const wanted = [".gitattributes", ".gitignore", "a/model.git.txt", "DS_Store", "a/.github/x"];
  for (const path of wanted) expect(isWanted(path)).toBe(true);
});

it("REP-3: keeps the folders of a chosen folder", () => {
  const file = new File(["x"], "x.txt");
  const inside = Object.defineProperty(new File(["y"], "y.txt"), "webkitRelativePath", {
    value: "data/deep/y.txt",
  });
  expect(filesOfInput([file, inside]).map(({ path }) => path)).toEqual([
    "x.txt",
    "data/deep/y.txt",
  ]);
});
