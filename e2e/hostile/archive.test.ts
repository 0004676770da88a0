import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { signUp } from "./person.ts";
import { aDataFolder, startServer } from "./server-process.ts";

const folder = await aDataFolder();
const dataFolder = await aDataFolder();
// So long that no connection ends by itself while a test waits for it.
const environment = { GALLERY_IDLE_TIMEOUT_SECONDS: "3600" };
const server = await startServer({ dataFolder, environment });
afterAll(() => server.stop());
const alice = await signUp(server.url, "alice");

const UNPACK = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    assert archive.testzip() is None
    archive.extractall(sys.argv[2])
`;

it("PLT-7: an archive of hostile names unpacks inside its folder, byte for byte", async () => {
  const at = await alice.model("slip");
  const names = [
    "..a/b..",
    ".../...",
    "C:/windows/win.ini",
    "~/.ssh/authorized_keys",
    "%2e%2e/%2e%2e/etc/passwd",
    "$HOME/x;rm -rf *",
    "-rf",
    "__proto__/constructor",
    "ملف/קובץ.txt",
    "cafe\u0301.txt",
    " leading and trailing ",
    "y".repeat(255),
  ];
  await at.commit(...names.map((path) => ({ op: "put", path, text: `bytes of ${path}` })));
  const archive = await alice.get(at.api("archive/main"));
  expect(archive.status).toBe(200);
  const outer = join(folder, "outer");
  const target = join(outer, "deep", "target");
  await mkdir(target, { recursive: true });
  await writeFile(join(folder, "a.zip"), archive.bytes);
  execFileSync("python3", ["-c", UNPACK, join(folder, "a.zip"), target]);

  const unpacked = filesBelow(outer);
  expect(unpacked.every((path) => path.startsWith(`${target}/`))).toBe(true);
  for (const name of names) {
    const file = unpacked.find((path) => path.endsWith(`/${name}`));
    expect(file, name).toBeDefined();
    expect(readFileSync(file ?? "", "utf8")).toBe(`bytes of ${name}`);
  }
});

it("REP-6: an archive whose bytes cannot be read breaks off instead of waiting", async () => {
  const at = await alice.model("damaged");
  const objects = join(dataFolder, "objects");
  const before = new Set(filesBelow(objects));
  await at.commit(
    { op: "put", path: "a.txt", text: "whole" },
    { op: "put", path: "b.bin", base64: randomBytes(500_000).toString("base64") },
  );
  for (const path of filesBelow(objects)) if (!before.has(path)) rmSync(path);
  await expect(alice.get(at.api("archive/main"))).rejects.toThrow("terminated");
  expect((await alice.get("/readyz")).status).toBe(200);
});

function filesBelow(path: string): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
