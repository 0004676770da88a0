import { fitsIntoBundle, SMALL_FILE_BYTES } from "../sending/bundle.ts";
import { isSendable, type Sendable, type UploadItem } from "./upload-item.ts";

/** One thing to do: ask what lies at the paths of files, send one file, send many small ones. */
export type Task =
  | { kind: "survey"; items: readonly UploadItem[] }
  | { kind: "file"; items: readonly [Sendable] }
  | { kind: "bundle"; items: readonly Sendable[] };

export type Lanes = {
  /** Lines a file up; when its path is not surveyed yet, for that first. */
  push: (item: UploadItem) => void;
  /** What comes next, `running` beside what runs already. */
  next: (running: readonly Task["kind"][]) => Task | undefined;
};

const SURVEYED_AT_A_TIME = 500;
/** Of each kind at a time: a folder of small files does not wait behind a large one. */
const AT_A_TIME = { survey: 1, file: 3, bundle: 2 } as const;

/**
 * Files in the order in which they came, in one lane for each way they go. What has been paused or
 * removed meanwhile is passed over when its turn comes.
 */
export function createLanes(get: (id: number) => UploadItem | undefined): Lanes {
  const toSurvey = createLane((id) => {
    const item = get(id);
    return item?.existing === undefined ? item : undefined;
  });
  const sendable = (id: number) => {
    const item = get(id);
    return item?.state === "waiting" && isSendable(item) ? item : undefined;
  };
  const small = createLane(sendable);
  const large = createLane(sendable);
  const take: { [Kind in Task["kind"]]: () => Task | undefined } = {
    survey: () => {
      const items = toSurvey.take((_, { count }) => count < SURVEYED_AT_A_TIME);
      return items.length === 0 ? undefined : { kind: "survey", items };
    },
    file: () => {
      const [item] = large.take((_, { count }) => count === 0);
      return item && { kind: "file", items: [item] };
    },
    bundle: () => {
      const items = small.take(({ sizeBytes }, taken) => fitsIntoBundle(sizeBytes, taken));
      return items.length === 0 ? undefined : { kind: "bundle", items };
    },
  };
  return {
    push: (item) => {
      if (item.existing === undefined) toSurvey.push(item.id);
      else if (item.sizeBytes <= SMALL_FILE_BYTES) small.push(item.id);
      else large.push(item.id);
    },
    next: (running) => {
      for (const kind of ["survey", "bundle", "file"] as const) {
        const count = running.filter((other) => other === kind).length;
        const task = count < AT_A_TIME[kind] ? take[kind]() : undefined;
        if (task !== undefined) return task;
      }
      return undefined;
    },
  };
}

type Taken = { count: number; sizeBytes: number };

function createLane<Item extends { sizeBytes: number }>(find: (id: number) => Item | undefined) {
  let ids: number[] = [];
  let head = 0;
  return {
    push: (id: number) => ids.push(id),
    /** From the front while they fit; each once. */
    take: (fits: (item: Item, taken: Taken) => boolean): Item[] => {
      const items = new Map<number, Item>();
      let sizeBytes = 0;
      for (; head < ids.length; head += 1) {
        const id = ids[head] ?? -1;
        const item = find(id);
        if (item === undefined || items.has(id)) continue;
        if (!fits(item, { count: items.size, sizeBytes })) break;
        items.set(id, item);
        sizeBytes += item.sizeBytes;
      }
      // What is behind is given back now and then, not after each turn.
      if (head > 10_000 || head === ids.length) {
        ids = ids.slice(head);
        head = 0;
      }
      return [...items.values()];
    },
  };
}
