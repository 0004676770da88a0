import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { randomAccess } from "../random-access.ts";
import { readTarDirectory } from "./read-tar-directory.ts";

const run = promisify(execFile);
const LONG = `${"deep/".repeat(40)}${"long".repeat(30)}.txt`;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gallery-tar-"));
  await mkdir(join(folder, "in", LONG, ".."), { recursive: true });
  await writeFile(join(folder, "in", LONG), "long");
  await writeFile(join(folder, "in/图.txt"), "x".repeat(700));
  await writeFile(join(folder, "in/empty"), "");
  await symlink("/etc/passwd", join(folder, "in/link"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the system's own tar writes of the folder. */
async function aTar(format: string): Promise<Buffer> {
  const path = join(folder, `${format}.tar`);
  const names = ["图.txt", "empty", "link", "deep"];
  await run("tar", ["-C", join(folder, "in"), `--format=${format}`, "-cf", path, ...names]);
  return readFile(path);
}

function aFile(bytes: Buffer, sizeBytes = bytes.length) {
  const source = {
    sizeBytes,
    async *read({ start, end }: { start: number; end: number }) {
      yield Buffer.concat([bytes.subarray(start, end), Buffer.alloc(end - start)]).subarray(
        0,
        end - start,
      );
    },
  };
  return randomAccess(source, 10_000_000);
}

const read = (bytes: Buffer, limits = {}) =>
  readTarDirectory(aFile(bytes), { entries: 1000, isEnough: () => false, ...limits });

describe("the headers of a tar archive", () => {
  it.each(["gnu", "pax"])(
    "REP-5: give long names, other scripts and links (%s)",
    async (format) => {
      const directory = await read(await aTar(format));
      expect(directory).toEqual({
        state: "whole",
        entries: [
          { name: "图.txt", sizeBytes: 700, target: null },
          { name: "empty", sizeBytes: 0, target: null },
          { name: "link", sizeBytes: 0, target: "/etc/passwd" },
          { name: LONG, sizeBytes: 4, target: null },
        ],
      });
    },
  );

  it("REP-5: are read without the bytes of the files", async () => {
    const tar = await aTar("pax");
    const file = aFile(tar);
    await readTarDirectory(file, { entries: 1000, isEnough: () => false });
    expect(file.bytesRead).toBeLessThan(tar.length);
  });

  it("REP-5: that are too many, cut off or damaged give those before, and say so", async () => {
    const tar = await aTar("gnu");
    expect(await read(tar, { entries: 2 })).toMatchObject({ state: "more", entries: [{}, {}] });
    expect(await read(tar, { entries: 4 })).toMatchObject({ state: "whole" });
    expect(await read(tar, { isEnough: () => true })).toEqual({ state: "stopped", entries: [] });
    expect(await read(tar.subarray(0, 800))).toMatchObject({ state: "damaged", entries: [{}] });
    expect(await read(tar.subarray(0, 1536))).toMatchObject({ state: "damaged", entries: [{}] });
    const damaged = Buffer.from(tar);
    damaged.fill(0xff, 1536, 2048);
    expect(await read(damaged)).toMatchObject({ state: "damaged", entries: [{}] });
  });

  it("REP-5: that claim sizes beyond the file are not followed", async () => {
    const header = (await aTar("gnu")).subarray(0, 512);
    const huge = Buffer.from(header);
    huge.write("77777777777", 124);
    const sum = huge.reduce((total, byte, at) => total + (at < 148 || at >= 156 ? byte : 32), 0);
    huge.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    expect(await read(huge)).toMatchObject({
      state: "damaged",
      entries: [{ sizeBytes: 8 ** 11 - 1 }],
    });
  });

  it("REP-5: what does not begin with one is no tar", async () => {
    const nothing = [Buffer.alloc(0), Buffer.alloc(1024), Buffer.from("x".repeat(600))];
    for (const bytes of nothing) expect(await read(bytes)).toBeUndefined();
  });
});
