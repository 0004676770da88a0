import {
  appendFileSync,
  mkdtempSync,
  rmSync,
  truncateSync,
  writeFileSync,
  openSync,
  writeSync,
  closeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openFileSource } from "./open-file-source.ts";

const folder = mkdtempSync(join(tmpdir(), "file-source-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(body: { stream: () => ReadableStream<Uint8Array> }): Promise<string> {
  return new Response(body.stream()).text();
}

describe("a file as the source of an upload", () => {
  it("CLI-6: keeps its size and every byte beyond 4 GiB", async () => {
    const path = join(folder, "large");
    const sizeBytes = 5 * 2 ** 30 + 1;
    writeFileSync(path, "begin");
    // A sparse file: its size is real, its zeros cost nothing.
    truncateSync(path, sizeBytes);
    const file = openSync(path, "r+");
    writeSync(file, "end", sizeBytes - 3);
    closeSync(file);
    const source = await openFileSource(path);
    expect(source.size).toBe(sizeBytes);
    expect(await read(source.slice(0, 5))).toBe("begin");
    expect(await read(source.slice(sizeBytes - 3, sizeBytes))).toBe("end");
  });

  it("SDK-1: refuses to go on with a file that has changed", async () => {
    const path = join(folder, "changing");
    writeFileSync(path, "as it was");
    const source = await openFileSource(path);
    expect(await read(source.slice(3, 5))).toBe("it");
    appendFileSync(path, "!");
    await expect(read(source.slice(0, 2))).rejects.toMatchObject({ name: "NotReadableError" });
  });
});
