import { expect, it } from "vitest";
import { adoptPaths, rememberedBy } from "./recall-visit.ts";

const known = {
  path: "data/a.bin",
  sizeBytes: 10,
  modifiedAt: 5,
  sha256: "f".repeat(64),
  uploadId: "session",
  place: { uploadId: "session" },
};

it("REP-3: the very same file is ready at once, one that was written to since is sent again", () => {
  const rememberedOf = rememberedBy([known]);
  expect(rememberedOf("data/a.bin", { sizeBytes: 10, modifiedAt: 5 })).toEqual(known);
  expect(rememberedOf("data/a.bin", { sizeBytes: 10, modifiedAt: 6 })).toEqual({
    ...known,
    place: undefined,
    sha256: undefined,
  });
  expect(rememberedOf("data/a.bin", { sizeBytes: 11, modifiedAt: 5 })).toBeUndefined();
  expect(rememberedOf("a.bin", { sizeBytes: 10, modifiedAt: 5 })).toBeUndefined();
});

it("REP-3: files chosen without their folder are known again by name and size", () => {
  const chosen = (path: string, sizeBytes: number) => ({
    path,
    sizeBytes,
    modifiedAt: 0,
    file: new File([], path),
  });
  const missing = [
    known,
    { path: "x/twice", sizeBytes: 3 },
    { path: "y/twice", sizeBytes: 3 },
    { path: "top", sizeBytes: 1 },
  ];
  const files = [chosen("a.bin", 10), chosen("a.bin", 11), chosen("twice", 3), chosen("top", 9)];
  expect(adoptPaths(files, missing).map(({ path }) => path)).toEqual([
    "data/a.bin",
    "a.bin",
    "twice",
    "top",
  ]);
});
