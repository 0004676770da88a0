import { expect, it } from "vitest";
import { selectPaths } from "./select-paths.ts";

const paths = ["config.json", "data/a.json", "data/deep/b.bin", ".hidden", "model.safetensors"];

function select(include: string[], exclude: string[] = []): string[] {
  return paths.filter(selectPaths({ include, exclude }));
}

it.each([
  [["*.json"], ["config.json", "data/a.json"]],
  [["data/*"], ["data/a.json", "data/deep/b.bin"]],
  [["data/"], ["data/a.json", "data/deep/b.bin"]],
  [["data/**/b.*"], ["data/deep/b.bin"]],
  [["*.{json,bin}"], ["config.json", "data/a.json", "data/deep/b.bin"]],
  [
    ["config.json", ".hid*"],
    ["config.json", ".hidden"],
  ],
  [["nothing"], []],
  [[], paths],
])("CLI-4: --include %j takes %j", (include, expected) => {
  expect(select(include)).toEqual(expected);
});

it("CLI-4: --exclude goes before --include", () => {
  expect(select([], ["*.json", "data/"])).toEqual([".hidden", "model.safetensors"]);
  expect(select(["data/*"], ["*.bin"])).toEqual(["data/a.json"]);
});
