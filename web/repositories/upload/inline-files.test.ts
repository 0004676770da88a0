import { expect, it } from "vitest";
import { isInlined, operationsOf } from "./inline-files.ts";
import { itemOfFile } from "./new-items.ts";

const options = { folder: "", limit: undefined, sessionOf: () => undefined };

it("REP-3: small files travel in the commit, byte for byte; larger ones by their session", async () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  const small = itemOfFile(
    { path: "small.bin", file: new File([bytes], "small.bin") },
    { ...options, isInline: true },
  );
  const large = itemOfFile(
    { path: "large.bin", file: new File([bytes], "large.bin") },
    { ...options, isInline: false },
  );
  expect(await operationsOf([small, { ...large, uploadId: "session" }], "data")).toEqual([
    { op: "put", path: "data/small.bin", base64: Buffer.from(bytes).toString("base64") },
    { op: "put", path: "data/large.bin", uploadId: "session" },
  ]);
});

it("REP-4: a commit holds only so many bytes itself", () => {
  expect(isInlined(0, 0)).toBe(true);
  expect(isInlined(32_000, 0)).toBe(true);
  expect(isInlined(32_001, 0)).toBe(false);
  expect(isInlined(32_000, 11_990_000)).toBe(false);
});
