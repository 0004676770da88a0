import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { inTurns } from "../../../platform/in-turns.ts";
import type { TextDiff, TextPair, TextRefusal } from "./diff-texts.ts";

const THREADS = 2;
const SEARCH_MS = 3000;
/** A thread that does not answer until then is ended with all it holds. */
const ANSWER_MS = 10_000;
const MEMORY_MB = 512;

const inTurn = inTurns(THREADS);
const idle: Worker[] = [];

type DiffOptions = {
  /** Ends the work, also while it waits for its turn: nobody looks at the answer any more. */
  gone?: AbortSignal | undefined;
  searchMs?: number;
  answerMs?: number;
};

/**
 * Compares two texts in a thread of its own, so that nobody else waits for it.
 * @returns the difference, or why it is not told: the work has an end in any case.
 */
export function diffInThread(
  pair: Omit<TextPair, "timeoutMs">,
  { gone, searchMs = SEARCH_MS, answerMs = ANSWER_MS }: DiffOptions = {},
): Promise<TextDiff | TextRefusal> {
  return inTurn(async () => {
    if (gone?.aborted === true) return "too-different";
    const worker = idle.pop() ?? startThread();
    // Only a thread that owes an answer keeps the process alive.
    worker.ref();
    worker.postMessage({ ...pair, timeoutMs: searchMs } satisfies TextPair);
    try {
      const late = AbortSignal.timeout(answerMs);
      const signal = gone === undefined ? late : AbortSignal.any([gone, late]);
      const [answer] = (await once(worker, "message", { signal })) as [TextDiff | TextRefusal];
      worker.unref();
      idle.push(worker);
      return answer;
    } catch (error) {
      await worker.terminate();
      if (isAbort(error) || isOutOfMemory(error)) return "too-different";
      throw error;
    }
  });
}

function startThread(): Worker {
  return new Worker(new URL("./diff-thread.ts", import.meta.url), {
    name: "diff",
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
}
