import { expect, it } from "vitest";
import { brokenLimit } from "./limits.ts";
import { totalsOf, type UploadItem } from "./upload-item.ts";

const limits = { fileBytes: 100, freeBytes: 250, filesPerCommit: 3 };

it("REP-4: a file is refused before it is sent, with the limit that it breaks", () => {
  const none = { count: 0, sizeBytes: 0 };
  expect(brokenLimit(100, none, limits)).toBeUndefined();
  expect(brokenLimit(101, none, limits)).toBe("fileBytes");
  expect(brokenLimit(0, { count: 3, sizeBytes: 0 }, limits)).toBe("filesPerCommit");
  expect(brokenLimit(51, { count: 2, sizeBytes: 200 }, limits)).toBe("freeBytes");
});

function anItem(changes: Partial<UploadItem>): UploadItem {
  return {
    id: 1,
    path: "a",
    target: "a",
    sizeBytes: 10,
    state: "waiting",
    hashedBytes: 0,
    sentBytes: 0,
    isInline: false,
    isResumed: false,
    wasStored: false,
    isRetrying: false,
    ...changes,
  };
}

it("REP-3: totals count what was stored without sending as done, and leave out what is refused", () => {
  const totals = totalsOf([
    anItem({ state: "stored", wasStored: true }),
    anItem({ state: "sending", sentBytes: 4 }),
    anItem({ state: "paused", sentBytes: 1 }),
    anItem({ state: "failed" }),
    anItem({ state: "refused", sizeBytes: 999 }),
  ]);
  expect(totals).toEqual({
    count: 4,
    sizeBytes: 40,
    sentBytes: 15,
    stored: 1,
    running: 1,
    paused: 1,
    failed: 1,
    refused: 1,
  });
});
