import { expect, it } from "vitest";
import type { Upload } from "#contract/repositories/repository.ts";
import { leftFromBefore, sessionsByFile } from "./earlier-uploads.ts";

function anUpload(changes: Partial<Upload>): Upload {
  return {
    id: "session",
    path: "weights.bin",
    sizeBytes: 100,
    state: "open",
    sha256: null,
    wasStored: false,
    missing: [{ start: 0, end: 100 }],
    partSizeBytes: 50,
    isDirect: false,
    failure: null,
    createdAt: "2026-01-01T00:00:00.000Z",
    ...changes,
  };
}

it("REP-3: of several sessions of a file the fullest is gone on with", () => {
  const fuller = anUpload({ id: "fuller", missing: [{ start: 50, end: 100 }] });
  const uploads = [anUpload({ id: "newest" }), fuller, anUpload({ id: "oldest" })];
  expect(leftFromBefore(uploads, [])).toEqual([fuller]);
  expect(leftFromBefore(uploads, [{ target: "weights.bin" }])).toEqual([]);
  expect(leftFromBefore([anUpload({ state: "failed" })], [])).toEqual([]);
});

it("REP-3: a session is gone on with only by a file of its path and size", () => {
  const sessionOf = sessionsByFile([anUpload({}), anUpload({ path: "done", state: "stored" })]);
  expect(sessionOf("weights.bin", 100)?.id).toBe("session");
  expect(sessionOf("weights.bin", 101)).toBeUndefined();
  expect(sessionOf("other.bin", 100)).toBeUndefined();
  expect(sessionOf("done", 100)).toBeUndefined();
});
