import { expect, it } from "vitest";
import { problem } from "#contract/problems.ts";
import { aFile, addOptions, aQueue } from "./testing/a-queue.ts";

const entry = (path: string, type: "file" | "folder" = "file") => ({
  type,
  path,
  sizeBytes: 5,
  oid: "0".repeat(40),
  sha256: null,
});

it("REP-3: sends several files in parallel and no more, the next when one has ended", async () => {
  const { queue, sending, states } = aQueue({ parallel: 2 });
  queue.add([aFile("a"), aFile("b"), aFile("c")], addOptions());
  await expect.poll(() => [...sending.keys()]).toEqual(["a", "b"]);
  sending.get("a")?.resolve();
  await expect.poll(states).toEqual({ a: "stored", b: "sending", c: "sending" });
});

it("REP-3: small files travel together, beside a large one", async () => {
  const { queue, sending, states } = aQueue();
  queue.add([aFile("large"), aFile("s1", 10), aFile("s2", 20), aFile("empty", 0)], addOptions());
  await expect.poll(() => [...sending.keys()].toSorted()).toEqual(["large", "s1+s2+empty"]);
  sending.get("s1+s2+empty")?.resolve();
  await expect
    .poll(states)
    .toEqual({ large: "sending", s1: "stored", s2: "stored", empty: "stored" });
});

it("REP-3: 20,000 files are few tasks", async () => {
  const { queue, sending, surveyed } = aQueue({ parallel: 1 });
  const files = Array.from({ length: 20_000 }, (_, index) => aFile(`d/${index}`, 100));
  queue.add(files, addOptions());
  let tasks = 0;
  const endAll = () => {
    for (const [name, ending] of sending) {
      sending.delete(name);
      tasks += 1;
      ending.resolve();
    }
    return queue.getSnapshot().totals.stored;
  };
  await expect.poll(endAll, { timeout: 10_000, interval: 1 }).toBe(20_000);
  expect(tasks).toBeLessThan(50);
  expect(surveyed.flat()).toHaveLength(20_000);
  expect(surveyed.length).toBeLessThan(50);
});

it("REP-3: pauses, goes on, retries and cancels one file without touching the others", async () => {
  const { queue, sending, discarded, idOf, states } = aQueue();
  queue.add([aFile("a"), aFile("b"), aFile("c")], addOptions());
  await expect.poll(states).toEqual({ a: "sending", b: "sending", c: "sending" });
  queue.pause([idOf("a")]);
  sending.get("b")?.reject(new Error("its own fault"));
  await expect.poll(states).toEqual({ a: "paused", b: "failed", c: "sending" });
  queue.resume([idOf("a"), idOf("b")]);
  queue.cancel([idOf("c")]);
  await expect.poll(states).toEqual({ a: "sending", b: "sending" });
  expect(discarded).toEqual(["session-c"]);
});

it("REP-3: one of a bundle can be paused and cancelled; the others begin anew", async () => {
  const { queue, sending, discarded, idOf, states } = aQueue();
  queue.add([aFile("a", 1), aFile("b", 2), aFile("c", 3)], addOptions());
  await expect.poll(() => sending.has("a+b+c")).toBe(true);
  queue.pause([idOf("b")]);
  await expect.poll(() => sending.has("a+c")).toBe(true);
  sending.get("a+c")?.resolve();
  await expect.poll(states).toEqual({ a: "stored", b: "paused", c: "stored" });
  queue.cancel([idOf("a")]);
  expect(discarded, "another file lies in the same upload").toEqual([]);
  queue.cancel([idOf("c")]);
  expect(discarded).toEqual(["a+c"]);
});

it("REP-3: a broken line fails no file: one tries again, the others follow", async () => {
  const { queue, sending, states } = aQueue();
  queue.add([aFile("a"), aFile("b")], addOptions());
  await expect.poll(() => sending.size).toBe(2);
  for (const [, ending] of sending) ending.reject(problem("unavailable"));
  sending.clear();
  await expect.poll(states).toEqual({ a: "waiting", b: "waiting" });
  expect(queue.getSnapshot().line.kind).toBe("down");
  queue.tryNow();
  await expect.poll(() => sending.size).toBe(1);
  for (const [, ending] of sending) ending.resolve();
  await expect.poll(() => sending.size).toBe(2);
  expect(queue.getSnapshot().line.kind).toBe("up");
});

it("REP-3: a session that ends holds everything, and fails nothing", async () => {
  const { queue, sending, states } = aQueue();
  queue.add([aFile("a")], addOptions());
  await expect.poll(() => sending.has("a")).toBe(true);
  sending.get("a")?.reject(problem("not-signed-in"));
  await expect.poll(() => queue.getSnapshot().isSignedOut).toBe(true);
  expect(states()).toEqual({ a: "waiting" });
  sending.clear();
  queue.goOn();
  await expect.poll(() => sending.has("a")).toBe(true);
  expect(queue.getSnapshot().isSignedOut).toBe(false);
});

it("REP-3: a visitor finds nothing: a session that has ended is not taken for a lost repository", async () => {
  for (const isSignedOut of [true, false]) {
    const { queue, sending } = aQueue({ isSignedOut });
    queue.add([aFile("a")], addOptions());
    await expect.poll(() => sending.has("a")).toBe(true);
    sending.get("a")?.reject(problem("not-found"));
    const stopped = () => {
      const { isSignedOut: isOut, halt } = queue.getSnapshot();
      return { isOut, isHalted: halt !== undefined };
    };
    await expect.poll(stopped).toEqual({ isOut: isSignedOut, isHalted: !isSignedOut });
  }
});

it("REP-4: a full disk stops the queue at once, and is told at the file that met it", async () => {
  const { queue, sending, states, idOf } = aQueue({ parallel: 1 });
  queue.add([aFile("a"), aFile("b"), aFile("c")], addOptions());
  await expect.poll(() => sending.has("a")).toBe(true);
  sending.get("a")?.reject(problem("storage-full"));
  await expect.poll(states).toEqual({ a: "failed", b: "waiting", c: "waiting" });
  expect(queue.getSnapshot().halt).toMatchObject({ code: "storage-full" });
  expect(queue.get(idOf("a"))?.reason).toMatchObject({ error: { code: "storage-full" } });
  queue.goOn();
  await expect.poll(() => sending.has("b")).toBe(true);
});

it("REP-3: a file chosen again takes the place of the one of the same path", () => {
  const { queue } = aQueue();
  queue.add([aFile("a", 41), aFile("b")], addOptions());
  queue.add([aFile("a", 42)], addOptions());
  expect([...queue.all()].map(({ path, sizeBytes }) => [path, sizeBytes])).toEqual([
    ["b", 300_000],
    ["a", 42],
  ]);
});

it("REP-4: what breaks a limit or a rule is shown as refused and never sent", async () => {
  const { queue, sending, states } = aQueue();
  const files = [aFile("big", 1_000_001), aFile(".git/config"), aFile("good")];
  queue.add(files, addOptions());
  await expect.poll(() => [...sending.keys()]).toEqual(["good"]);
  expect(states()).toEqual({ big: "refused", ".git/config": "refused", good: "sending" });
});

it("REP-3: a file where the repository has a folder, or below a file of it, is refused", async () => {
  const existing = [entry("data", "folder"), entry("x")];
  const { queue, states, idOf } = aQueue({ existing });
  queue.add([aFile("data"), aFile("x/y")], addOptions());
  await expect.poll(states).toEqual({ data: "refused", "x/y": "refused" });
  expect(queue.get(idOf("data"))?.reason).toEqual({ fault: "is-folder", other: "data" });
  expect(queue.get(idOf("x/y"))?.reason).toEqual({ fault: "inside-file", other: "x" });
});

it("REP-3: files of the repository are replaced, or kept, as one chooses", async () => {
  const { queue, sending, states } = aQueue({ existing: [entry("a")] });
  queue.add([aFile("a"), aFile("b")], addOptions());
  await expect.poll(() => queue.getSnapshot().totals.replaced).toBe(1);
  queue.setOnExisting("keep");
  expect(states()).toEqual({ a: "kept", b: "sending" });
  queue.add([aFile("c")], addOptions());
  sending.delete("a");
  queue.setOnExisting("replace");
  await expect.poll(() => sending.has("a")).toBe(true);
});

it("REP-3: another folder asks anew what lies there; what has arrived is not sent again", async () => {
  const { queue, sending, surveyed, states } = aQueue({ existing: [entry("deep/a")] });
  queue.add([aFile("a")], addOptions());
  await expect.poll(() => sending.has("a")).toBe(true);
  sending.get("a")?.resolve();
  await expect.poll(states).toEqual({ a: "stored" });
  queue.retarget("deep");
  await expect.poll(() => queue.getSnapshot().totals.replaced).toBe(1);
  expect(surveyed).toEqual([["a"], ["deep/a"]]);
  expect(states()).toEqual({ a: "stored" });
  expect(queue.find("a")?.target).toBe("deep/a");
});

it("REP-3: a name that one folder refuses may go to another, and the other way round", async () => {
  const { queue, states } = aQueue({ existing: [entry("x")] });
  queue.add([aFile("x/y"), aFile("z")], addOptions());
  await expect.poll(states).toEqual({ "x/y": "refused", z: "sending" });
  queue.retarget("data");
  await expect.poll(states).toEqual({ "x/y": "sending", z: "sending" });
  queue.retarget(".git");
  expect(states()).toEqual({ "x/y": "refused", z: "refused" });
});

it("REP-3: what an earlier visit sent is ready without its file; the rest is asked for", async () => {
  const { queue, sending, states } = aQueue();
  const known = { sizeBytes: 300_000, modifiedAt: 1 };
  queue.restore(
    [
      { ...known, path: "sent", place: { uploadId: "old" } },
      { ...known, path: "begun", uploadId: "half" },
    ],
    "",
  );
  expect(states()).toEqual({ sent: "stored", begun: "missing" });
  queue.add(
    [aFile("begun")],
    addOptions({ rememberedOf: () => ({ ...known, path: "begun", uploadId: "half" }) }),
  );
  await expect.poll(() => sending.has("begun")).toBe(true);
  expect(queue.find("begun")?.isResumed).toBe(true);
});

it("REP-3: bytes that the server has lost are sent again", async () => {
  const { queue, sending, states } = aQueue();
  queue.add([aFile("a")], addOptions({ folder: "to" }));
  await expect.poll(() => sending.has("a")).toBe(true);
  sending.get("a")?.resolve();
  await expect.poll(states).toEqual({ a: "stored" });
  sending.clear();
  queue.sendAgain(new Set(["to/a"]));
  await expect.poll(() => sending.has("a")).toBe(true);
});

it("REP-3: a file that was written to is taken as it is now when one tries again", async () => {
  const { queue, sending, states, idOf } = aQueue();
  const reread = async () => new File(["longer than before"], "a");
  queue.add([{ ...aFile("a"), reread }, aFile("b")], addOptions());
  await expect.poll(() => sending.size).toBe(2);
  for (const [, { reject }] of sending) reject(new DOMException("changed", "NotReadableError"));
  await expect.poll(states).toEqual({ a: "failed", b: "failed" });
  expect(queue.get(idOf("a"))?.reason).toEqual({ isChanged: true });
  sending.clear();
  queue.resume([idOf("a"), idOf("b")]);
  await expect.poll(() => queue.find("a")?.sizeBytes).toBe(18);
  expect(states(), "this one has to be chosen again").toMatchObject({ b: "failed" });
});
