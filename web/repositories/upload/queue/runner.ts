import { isProblem } from "#contract/problems.ts";
import type { SendBundle } from "../sending/send-bundle.ts";
import type { SendFile } from "../sending/send-file.ts";
import type { Survey } from "../sending/survey.ts";
import { createLanes, type Task } from "./lanes.ts";
import { createLine, type Line, type LineOptions } from "./line.ts";
import { placeFound } from "./place-found.ts";
import { isRunning, type UploadItem } from "./upload-item.ts";
import type { UploadStore } from "./upload-store.ts";
import { isChangedFile, type Verdict, verdictOf } from "./verdict.ts";

export type RunnerOptions = {
  survey: Survey;
  sendFile: SendFile;
  sendBundle: SendBundle;
  /** What a visitor may not know of is "not found" to them: is this still the person who began? */
  isSignedOut: () => Promise<boolean>;
  /** Tasks at a time. */
  parallel: number;
  line?: Partial<LineOptions>;
};

export type Runner = {
  /** Lines up what waits, and begins as much as may run. */
  enqueue: (items: Iterable<UploadItem>) => void;
  /** Ends the tasks of these files; other files of the same task are lined up again. */
  halt: (ids: Iterable<number>) => void;
  goOn: () => void;
  line: Line;
  close: () => void;
};

type Running = { task: Task; stop: AbortController };

/** Runs what waits, a few tasks at a time, while the line is up and the person is signed in. */
export function createRunner(store: UploadStore, options: RunnerOptions): Runner {
  const lanes = createLanes(store.get);
  const running = new Set<Running>();
  let isClosed = false;
  const line = createLine({
    ...options.line,
    onChange: (state) => {
      store.setStatus({ line: state });
      begin();
    },
  });

  const begin = () => {
    const { isSignedOut, halt } = store.getSnapshot();
    if (isClosed || isSignedOut || halt !== undefined) return;
    while (running.size < line.allowed(options.parallel)) {
      const task = lanes.next([...running].map((each) => each.task.kind));
      if (task === undefined) return;
      void run({ task, stop: new AbortController() });
    }
  };
  const run = async (each: Running) => {
    running.add(each);
    const { task, stop } = each;
    try {
      await perform(store, options, { task, signal: stop.signal, line });
      if (!stop.signal.aborted) line.worked();
    } catch (error) {
      const verdict = await judge(error, options.isSignedOut);
      if (!stop.signal.aborted) fail(store, { task, error, line, verdict });
    }
    running.delete(each);
    if (!stop.signal.aborted) lineUp(task.items);
    begin();
  };
  /** What is not at its end, also because a task broke off, has another turn. */
  const lineUp = (items: Iterable<UploadItem>) => {
    for (const { id } of items) {
      const item = store.get(id);
      if (item?.state === "sending" || item?.state === "verifying") {
        store.change(id, { state: "waiting", isRetrying: false });
      }
      const now = store.get(id);
      if (now && (now.state === "waiting" || now.existing === undefined)) lanes.push(now);
    }
  };
  return {
    line,
    enqueue: (items) => {
      lineUp(items);
      begin();
    },
    halt: (ids) => {
      const wanted = new Set(ids);
      for (const each of running) {
        const { items } = each.task;
        if (!items.some(({ id }) => wanted.has(id))) continue;
        each.stop.abort(new DOMException("The upload was stopped", "AbortError"));
        running.delete(each);
        const others = items.filter(({ id }) => !wanted.has(id));
        lineUp(others);
      }
    },
    goOn: begin,
    close: () => {
      isClosed = true;
      line.close();
      for (const { stop } of running)
        stop.abort(new DOMException("The page is left", "AbortError"));
      running.clear();
    },
  };
}

type Performing = { task: Task; signal: AbortSignal; line: Line };

async function perform(
  store: UploadStore,
  { survey, sendFile, sendBundle }: RunnerOptions,
  { task, signal, line }: Performing,
): Promise<void> {
  const change = (id: number, changes: Partial<UploadItem>) => {
    if (signal.aborted) return;
    // Bytes that get through are the sign that the line is up again.
    if ((changes.sentBytes ?? 0) > 0) line.worked();
    store.change(id, changes);
  };
  if (task.kind === "survey") {
    const asked = task.items.map(({ id, target }) => ({ id, target }));
    const found = await survey(
      asked.map(({ target }) => target),
      { signal },
    );
    if (signal.aborted) return;
    for (const { id, target } of asked) placeFound(store, { id, target, found });
    return;
  }
  for (const { id } of task.items) change(id, { state: "sending", reason: undefined });
  if (task.kind === "bundle") return sendBundle(task.items, { signal, change });
  const [item] = task.items;
  return sendFile(item, { signal, change: (changes) => change(item.id, changes) });
}

async function judge(error: unknown, isSignedOut: () => Promise<boolean>): Promise<Verdict> {
  if (isChangedFile(error)) return "file";
  const verdict = verdictOf(error);
  const isHidden = isProblem(error, "not-found") || isProblem(error, "forbidden");
  return isHidden && (await isSignedOut()) ? "signed-out" : verdict;
}

type Failure = { task: Task; error: unknown; line: Line; verdict: Verdict };

function fail(store: UploadStore, { task, error, line, verdict }: Failure): void {
  if (verdict === "line") line.failed(error);
  if (verdict === "signed-out") store.setStatus({ isSignedOut: true });
  const isSurvey = task.kind === "survey";
  if (verdict === "halt" || (isSurvey && verdict === "file")) store.setStatus({ halt: error });
  // A shared failure is told of the file that met it; small ones just wait.
  if (isSurvey || !(verdict === "file" || (verdict === "halt" && task.kind === "file"))) return;
  const reason = isChangedFile(error) ? { isChanged: true as const } : { error };
  for (const { id } of task.items) {
    const item = store.get(id);
    if (item && isRunning(item)) store.change(id, { state: "failed", reason, isRetrying: false });
  }
}
