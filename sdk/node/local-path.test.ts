import { mkdir, mkdtemp, rm, stat, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { isProblem } from "#contract/problems.ts";
import { localPath, makeFolderOf, STATE_FOLDER } from "./local-path.ts";

const root = await mkdtemp(join(tmpdir(), "gallery-path-"));
afterAll(() => rm(root, { recursive: true }));

function refusal(path: string, platform?: NodeJS.Platform): unknown {
  try {
    return localPath(root, path, platform);
  } catch (error) {
    return isProblem(error, "path-invalid") ? "path-invalid" : error;
  }
}

describe("localPath", () => {
  it.each(["config.json", "a/b/c.txt", "..a/...b", ".hidden", "名前/模型.bin", "a b/c", "a:b"])(
    "CLI-4: keeps %j below the folder",
    (path) => {
      expect(localPath(root, path, "linux")).toBe(`${root}/${path}`);
    },
  );

  it.each([
    "../x",
    "a/../../x",
    "..",
    "/etc/passwd",
    "a//b",
    "./a",
    "",
    "a/",
    String.raw`..\x`,
    String.raw`C:\x`,
    "a\0b",
    "a\nb",
    "\u001B[2Ja",
    `${STATE_FOLDER}/x.receipt`,
    `${STATE_FOLDER.toUpperCase()}/x`,
  ])("CLI-5: refuses %j from a server", (path) => {
    expect(refusal(path)).toBe("path-invalid");
  });

  it.each(["NUL", "aux.txt", "a/com1.bin", "lpt³", "con .x", "a:b", "a?", "a.", "a ", "CONIN$"])(
    "CLI-5: refuses %j on Windows",
    (path) => {
      expect(refusal(path, "win32")).toBe("path-invalid");
    },
  );

  it("CLI-5: takes names that only look like devices", () => {
    expect(refusal("console.txt", "win32")).not.toBe("path-invalid");
    expect(refusal("null", "win32")).not.toBe("path-invalid");
  });
});

describe("makeFolderOf", () => {
  it("CLI-5: refuses a link that leads out of the folder", async () => {
    const outside = await mkdtemp(join(tmpdir(), "gallery-outside-"));
    await symlink(outside, join(root, "link"));
    await expect(makeFolderOf(root, join(root, "link", "sub", "x"))).rejects.toSatisfy((error) =>
      isProblem(error, "path-invalid"),
    );
    await rm(outside, { recursive: true });
  });

  it("CLI-4: follows a link that stays inside", async () => {
    await mkdir(join(root, "real"));
    await symlink(join(root, "real"), join(root, "inside"));
    await makeFolderOf(root, join(root, "inside", "sub", "x"));
    expect((await stat(join(root, "real", "sub"))).isDirectory()).toBe(true);
  });
});
