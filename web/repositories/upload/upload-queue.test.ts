import { expect, it } from "vitest";
import { createUploadQueue, type SendFile } from "./upload-queue.ts";

const KB = 1000;
const limits = { fileBytes: 100 * KB, freeBytes: 1000 * KB, filesPerCommit: 10 };
const options = { limits, folder: "", sessionOf: () => undefined };

/** Too large to travel in the commit itself. */
function aFile(path: string, sizeBytes = 40 * KB) {
  return { path, file: new File(["x".repeat(sizeBytes)], path) };
}

/** A queue whose files end when the test says so. */
function aQueue(parallel: number) {
  const sending = new Map<string, PromiseWithResolvers<void>>();
  const discarded: string[] = [];
  const send: SendFile = ({ path }, { signal, change }) => {
    const ending = Promise.withResolvers<void>();
    sending.set(path, ending);
    signal.addEventListener("abort", () => ending.reject(signal.reason as Error));
    change({ uploadId: `session-${path}` });
    return ending.promise;
  };
  const discard = (uploadId: string) => discarded.push(uploadId);
  const queue = createUploadQueue({ send, discard, parallel });
  const itemOf = (path: string) => queue.getSnapshot().items.find((item) => item.path === path);
  return {
    queue,
    sending,
    discarded,
    idOf: (path: string) => itemOf(path)?.id ?? 0,
    states: () => queue.getSnapshot().items.map(({ path, state }) => `${path} ${state}`),
  };
}

it("REP-3: sends several files in parallel and no more, the next when one has ended", async () => {
  const { queue, sending, states } = aQueue(2);
  queue.add([aFile("a"), aFile("b"), aFile("c")], options);
  expect([...sending.keys()]).toEqual(["a", "b"]);
  sending.get("a")?.resolve();
  await expect.poll(states).toEqual(["a stored", "b sending", "c sending"]);
});

it("REP-3: pauses, goes on, retries and cancels one file without touching the others", async () => {
  const { queue, sending, discarded, idOf, states } = aQueue(3);
  queue.add([aFile("a"), aFile("b"), aFile("c")], options);
  queue.pause(idOf("a"));
  sending.get("b")?.reject(new Error("broken line"));
  await expect.poll(states).toEqual(["a paused", "b failed", "c sending"]);
  queue.resume(idOf("a"));
  queue.resume(idOf("b"));
  queue.cancel(idOf("c"));
  await expect.poll(states).toEqual(["a sending", "b sending"]);
  expect(discarded).toEqual(["session-c"]);
});

it("REP-3: a file chosen again takes the place of the one of the same path", () => {
  const { queue } = aQueue(2);
  queue.add([aFile("a", 41 * KB), aFile("b")], options);
  queue.add([aFile("a", 42 * KB)], options);
  expect(queue.getSnapshot().items.map(({ path, sizeBytes }) => [path, sizeBytes])).toEqual([
    ["b", 40 * KB],
    ["a", 42 * KB],
  ]);
});

it("REP-4: what breaks a limit is shown as refused and never sent", async () => {
  const { queue, sending, states } = aQueue(2);
  queue.add([aFile("big", 101 * KB), aFile("small")], options);
  await expect.poll(states).toEqual(["big refused", "small sending"]);
  expect([...sending.keys()]).toEqual(["small"]);
});

it("REP-3: files that travel in the commit are ready at once", () => {
  const { queue, sending, states } = aQueue(2);
  queue.add([aFile("tiny", 10), aFile("empty", 0)], options);
  expect(states()).toEqual(["tiny stored", "empty stored"]);
  expect(sending.size).toBe(0);
});
