import { expect, it } from "vitest";
import { brokenLimit } from "./limits.ts";
import { anItem } from "./testing/an-item.ts";
import { createUploadStore } from "./upload-store.ts";
import { countItem, noTotals, unsettled } from "./upload-totals.ts";

const limits = { fileBytes: 100, freeBytes: 250 };
const existing = { type: "file", path: "a", sizeBytes: 1, oid: "0", sha256: null } as const;

it("REP-4: a file is refused before it is sent, with the limit that it breaks", () => {
  const nothing = { files: 0, bytes: 0 };
  expect(brokenLimit(100, nothing, limits)).toBeUndefined();
  expect(brokenLimit(101, nothing, limits)).toBe("fileBytes");
  expect(brokenLimit(51, { files: 9, bytes: 200 }, limits)).toBe("freeBytes");
});

it("PUB-12: a dataset takes so many files and bytes at a time from the page", () => {
  const ofDataset = { ...limits, files: 2, bytes: 150 };
  expect(brokenLimit(100, { files: 1, bytes: 50 }, ofDataset)).toBeUndefined();
  expect(brokenLimit(1, { files: 2, bytes: 50 }, ofDataset)).toBe("files");
  expect(brokenLimit(100, { files: 1, bytes: 51 }, ofDataset)).toBe("bytes");
});

it("REP-3: totals count what was stored without sending as done, and leave out what is refused", () => {
  const items = [
    anItem({ state: "stored", wasStored: true, existing }),
    anItem({ state: "same", existing }),
    anItem({ state: "kept", existing }),
    anItem({ state: "sending", sentBytes: 4 }),
    anItem({ state: "paused", sentBytes: 1 }),
    anItem({ state: "failed" }),
    anItem({ state: "missing" }),
    anItem({ state: "refused", sizeBytes: 999, existing }),
  ];
  const totals = items.reduce((sum, item) => countItem(sum, item, 1), noTotals());
  expect(totals).toEqual({
    count: 7,
    sizeBytes: 70,
    doneBytes: 35,
    savedBytes: 20,
    stored: 1,
    same: 1,
    kept: 1,
    running: 1,
    paused: 1,
    failed: 1,
    missing: 1,
    refused: 1,
    replaced: 1,
  });
  expect(unsettled(totals)).toBe(3);
  expect(items.reduce((sum, item) => countItem(sum, item, -1), totals)).toEqual(noTotals());
});

it("REP-3: totals follow every change of every file", async () => {
  const store = createUploadStore();
  const items = Array.from({ length: 20_000 }, (_, index) => anItem({ path: `f${index}` }));
  store.add(items);
  for (const { id } of items) store.change(id, { state: "sending", sentBytes: 5 });
  for (const { id } of items.slice(0, 15_000)) store.change(id, { state: "stored" });
  store.remove(items.slice(0, 5_000).map(({ id }) => id));
  await expect
    .poll(() => store.getSnapshot().totals)
    .toMatchObject({ count: 15_000, stored: 10_000, running: 5_000, doneBytes: 125_000 });
  expect(store.getSnapshot().ids).toHaveLength(15_000);
  expect(store.find("f0")).toBeUndefined();
  expect(store.find("f19999")?.state).toBe("sending");
});
