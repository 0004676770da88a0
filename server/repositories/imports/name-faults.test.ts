import { describe, expect, it } from "vitest";
import { findNameFaults, refuseNameFaults } from "./name-faults.ts";

function reasonsOf(...paths: string[]): string[] {
  return findNameFaults(paths).map(({ name, reason }) => `${reason}: ${name}`);
}

describe("names of an import", () => {
  it("PUB-12: takes any script, dots, spaces and deep folders", () => {
    expect(reasonsOf("数据/图像 1.png", "a/b/c.d.e", ".hidden", "...", "a b")).toEqual([]);
  });

  it.each([
    "../outside",
    "a/../b",
    "/absolute",
    "a//b",
    "a/./b",
    "a\\b",
    "line\nbreak",
    "zero\0",
    "turned\u202egnp.exe",
    ".git/config",
    "a/.GIT/hooks",
    "",
    "x".repeat(256),
    "folder/",
  ])("PUB-12: %j is named as no path", (path) => {
    expect(findNameFaults([path])).toEqual([{ name: path, reason: "not-a-path" }]);
  });

  it("PUB-12: names what is one file on the machines of many", () => {
    expect(reasonsOf("a/Image.png", "a/image.PNG")).toEqual(["same-but-case: a/image.PNG"]);
    expect(reasonsOf("caf\u00e9", "cafe\u0301")).toEqual(["same-but-encoding: cafe\u0301"]);
    expect(reasonsOf("Train/1", "train/2")).toEqual(["same-but-case: train/2"]);
    expect(reasonsOf("Train/1", "Train/2")).toEqual([]);
  });

  it("PUB-12: names a file that is a folder as well", () => {
    expect(reasonsOf("data", "data/1")).toEqual(["file-and-folder: data"]);
  });

  it("PUB-12: spells out twenty, says how many there are, and shows what cannot be seen", () => {
    const paths = Array.from({ length: 30 }, (_, number) => `..\u202e${number}/../x`);
    expect(() => refuseNameFaults(paths)).toThrow(
      expect.objectContaining({
        code: "source-names-invalid",
        extra: expect.objectContaining({
          nameCount: 30,
          names: expect.toSatisfy(
            (names: { name: string }[]) =>
              names.length === 20 && names[0]?.name === "..\\u202e0/../x",
          ),
        }),
      }),
    );
  });
});
