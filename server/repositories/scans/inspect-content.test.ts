import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { randomAccess } from "../../platform/formats/random-access.ts";
import { inspectContent } from "./inspect-content.ts";

const DEMO = join(import.meta.dirname, "../../../demo");

function inspect(bytes: Buffer) {
  const source = {
    sizeBytes: bytes.length,
    async *read({ start, end }: { start: number; end: number }) {
      yield bytes.subarray(start, end);
    },
  };
  return inspectContent(randomAccess(source, 10_000_000_000));
}

it("PLT-5: takes nothing of ordinary models and datasets for a finding", async () => {
  const files = await readdir(DEMO, { recursive: true, withFileTypes: true });
  const found: object[] = [];
  for (const file of files.filter((entry) => entry.isFile())) {
    const path = join(file.parentPath, file.name);
    const { level, secrets, problems, sealed } = await inspect(await readFile(path));
    if (level !== "safe" || sealed !== null) found.push({ path, level, secrets, problems, sealed });
  }
  expect(files.length).toBeGreaterThan(100);
  expect(found).toEqual([]);
});

it("PLT-5: a secret makes a file suspicious, beside what else it holds", async () => {
  const key = ["-----BEGIN RSA PRIV", "ATE KEY-----"].join("");
  expect(await inspect(Buffer.from(`a\n${key}\n`))).toMatchObject({
    level: "suspicious",
    secrets: [{ rule: "private-key", line: 2 }],
  });
  const evil = Buffer.from(`V${key}\n0cos\nsystem\n(S'x'\ntR.`);
  expect(await inspect(evil)).toMatchObject({ level: "dangerous", secrets: [{ line: 1 }] });
});
