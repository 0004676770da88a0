import { expect, it } from "vitest";
import { anItem } from "../queue/testing/an-item.ts";
import { planCommits } from "./plan-commits.ts";

const stored = (target: string) =>
  anItem({ target, state: "stored", place: { uploadId: "session" } });

it("REP-3: what is ready becomes one commit, each file by the place of its bytes", () => {
  const range = { start: 3, end: 9 };
  const items = [
    stored("own.bin"),
    anItem({ target: "a/part.txt", state: "stored", place: { uploadId: "bundle", range } }),
    anItem({ target: "known.png", state: "stored", place: { sha256: "f".repeat(64) } }),
    anItem({ target: "empty", state: "stored", place: { base64: "" } }),
    ...(["waiting", "paused", "failed", "refused", "same", "kept", "missing"] as const).map(
      (state) => anItem({ target: state, state, place: { uploadId: "left out" } }),
    ),
  ];
  const [commit, ...others] = planCommits(items, { filesPerCommit: 10 });
  expect(others).toEqual([]);
  expect(commit?.operations).toEqual([
    { op: "put", path: "own.bin", uploadId: "session" },
    { op: "put", path: "a/part.txt", uploadId: "bundle", range },
    { op: "put", path: "known.png", sha256: "f".repeat(64) },
    { op: "put", path: "empty", base64: "" },
  ]);
});

it("REP-4: more files than a commit may have become several commits, none of a file twice", () => {
  const items = Array.from({ length: 45 }, (_, index) => stored(`f${index}`));
  const commits = planCommits(items, { filesPerCommit: 20 });
  expect(commits.map(({ ids }) => ids.length)).toEqual([20, 20, 5]);
  expect(commits.flatMap(({ ids }) => ids)).toEqual(items.map(({ id }) => id));
});

it("REP-4: paths that fill a request fill a commit", () => {
  const long = "x".repeat(4000);
  const items = Array.from({ length: 5000 }, (_, index) => stored(`${long}${index}`));
  const commits = planCommits(items, { filesPerCommit: 20_000 });
  expect(commits.length).toBeGreaterThan(1);
  const sizes = commits.map(({ operations }) => JSON.stringify(operations).length);
  expect(Math.max(...sizes)).toBeLessThan(32 * 1024 * 1024);
});
