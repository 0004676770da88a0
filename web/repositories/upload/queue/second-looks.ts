import { joinPath } from "../../paths.ts";
import { checkNames } from "./check-names.ts";
import type { Runner } from "./runner.ts";
import type { UploadItem } from "./upload-item.ts";
import type { UploadStore } from "./upload-store.ts";

/** What happens to files that the repository has already. */
export type OnExisting = "replace" | "keep";

/** What makes files be looked at again that were settled already. */
export type SecondLooks = {
  /** The files go to another folder: what lies there is asked anew. */
  retarget: (folder: string) => void;
  /** The branch has moved: what lies there is asked anew. */
  surveyAgain: () => void;
  /** The server does not hold the bytes of these paths any more. */
  sendAgain: (targets: ReadonlySet<string>) => void;
  setOnExisting: (choice: OnExisting) => void;
};

export function createSecondLooks(store: UploadStore, runner: Runner): SecondLooks {
  let onExisting: OnExisting = "replace";
  store.onSurveyed((item) => {
    if (onExisting === "keep") keepExisting(store, item);
  });
  const lookAgain = (items: readonly UploadItem[], changesOf: ChangesOf) => {
    runner.halt(items.map(({ id }) => id));
    for (const item of items) store.change(item.id, changesOf(item));
    runner.enqueue(items);
  };
  return {
    retarget: (folder) => {
      const items = [...store.all()].filter(({ reason }) => !(reason && "limit" in reason));
      const names = checkNames(
        items.map(({ path }) => joinPath(folder, path)),
        [],
      );
      lookAgain(items, (item) => {
        const target = joinPath(folder, item.path);
        const { fault, notes = [] } = names.get(target) ?? {};
        const existing = fault === undefined ? undefined : null;
        const moved = { target, notes, existing };
        return fault
          ? { ...moved, state: "refused", reason: fault }
          : { ...moved, ...unlessSettled(item) };
      });
    },
    surveyAgain: () => {
      const items = [...store.all()].filter(({ state }) => state !== "refused");
      lookAgain(items, () => ({ existing: undefined }));
    },
    sendAgain: (targets) => {
      const items = [...store.all()].filter(({ target }) => targets.has(target));
      lookAgain(items, ({ file }) => ({
        state: file === undefined ? "missing" : "waiting",
        place: undefined,
        uploadId: undefined,
        sentBytes: 0,
        wasStored: false,
      }));
    },
    setOnExisting: (choice) => {
      onExisting = choice;
      if (choice === "replace") {
        const kept = [...store.all()].filter(({ state }) => state === "kept");
        lookAgain(kept, ({ place }) => afresh(place));
        return;
      }
      const items = [...store.all()].filter(({ existing }) => existing?.type === "file");
      runner.halt(items.map(({ id }) => id));
      for (const item of items) keepExisting(store, item);
      runner.goOn();
    },
  };
}

type ChangesOf = (item: UploadItem) => Partial<UploadItem>;

/** Whether a file was left out, or refused for its name, is a matter of where it goes. */
function unlessSettled({ state, place }: UploadItem): Partial<UploadItem> {
  const isSettled = state === "same" || state === "kept" || state === "refused";
  return isSettled ? { ...afresh(place), reason: undefined } : {};
}

function afresh(place: UploadItem["place"]): Partial<UploadItem> {
  return { state: place === undefined ? "waiting" : "stored" };
}

function keepExisting(store: UploadStore, { id, state, existing }: UploadItem): void {
  const isLeftOut = state === "refused" || state === "same";
  if (existing?.type === "file" && !isLeftOut) store.change(id, { state: "kept" });
}
