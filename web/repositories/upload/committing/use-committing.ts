import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "#contract/problems.ts";
import { revisionHref } from "../../../app/addresses.ts";
import { useCall } from "../../../app/gallery.ts";
import { addressOf, useAsset } from "../../../assets/asset/use-asset.ts";
import { formatExact } from "../../../ui/format.ts";
import { toast } from "../../../ui/toast.ts";
import type { UploadQueue } from "../queue/upload-queue.ts";
import { planCommits } from "./plan-commits.ts";
import { sharersOf } from "./sharers-of.ts";
import { type CommitWords, lostPath, writeCommits } from "./write-commits.ts";

type CommittingOptions = {
  branch: string;
  folder: string;
  queue: UploadQueue;
  filesPerCommit: number;
};

export type Committing = {
  /** With `isForced` on whatever the branch is at now. */
  start: (words: CommitWords, isForced: boolean) => void;
  isRunning: boolean;
  /** How many commits there are to write, and how many are written. */
  commits: number;
  written: number;
  error: unknown;
};

const NOTHING = { isRunning: false, commits: 0, written: 0, error: null as unknown };

/** Writes what is ready, forgets it, and shows the folder. */
export function useCommitting({
  branch,
  folder,
  queue,
  filesPerCommit,
}: CommittingOptions): Committing {
  const { t, i18n } = useTranslation("uploads");
  const [state, setState] = useState(NOTHING);
  const leaving = useRef(new AbortController());
  const address = addressOf(useAsset());
  const { data: refs } = useCall("repositories.list-refs", { params: address });
  const [seenHead, setSeenHead] = useState<string>();
  const head = refs?.branches.find(({ name }) => name === branch)?.commit;
  // The head that the writer saw is the first one, however often the answer is refreshed.
  if (seenHead === undefined && head !== undefined) setSeenHead(head);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  useEffect(() => {
    const { current } = leaving;
    return () => current.abort();
  }, []);

  const finish = async (isChanged: boolean, count: number) => {
    toast(
      isChanged
        ? t("committed", { count, shown: formatExact(count, i18n.language) })
        : t("nothingNew"),
    );
    if (queue.getSnapshot().totals.count > 0) return;
    await navigate({
      href: revisionHref(address, "tree", { revision: branch, path: folder }),
      ignoreBlocker: true,
    });
  };
  const write = async (words: CommitWords, isForced: boolean) => {
    const commits = planCommits(queue.all(), { filesPerCommit });
    setState({ ...NOTHING, isRunning: true, commits: commits.length });
    let [isChanged, count] = [false, 0];
    try {
      await writeCommits(commits, {
        address,
        branch,
        words,
        expectedHead: isForced ? undefined : seenHead,
        signal: leaving.current.signal,
        onWritten: ({ ids }, receipt) => {
          setSeenHead(receipt.commit);
          isChanged ||= receipt.isNew;
          count += ids.length;
          queue.forget(ids);
          setState((before) => ({ ...before, written: before.written + 1 }));
        },
      });
      // What the repository has already needs no commit: it is done with, too.
      queue.forget(leftOut(queue));
      setState(NOTHING);
      // Files, history, card and the asset's own facts have all moved.
      await queryClient.invalidateQueries();
      await finish(isChanged, count);
    } catch (error) {
      setState((before) => ({ ...before, isRunning: false, error }));
      if (isProblem(error, "parent-stale")) queue.surveyAgain();
      if (isProblem(error, "not-signed-in")) queue.signOut();
      const lost = lostPath(error);
      if (lost !== undefined) queue.sendAgain(sharersOf(queue.all(), lost));
    }
  };
  return {
    ...state,
    start: (words, isForced) => {
      // Failures are kept to be shown; leaving the page is none.
      void write(words, isForced);
    },
  };
}

function leftOut(queue: UploadQueue): number[] {
  return [...queue.all()].flatMap(({ id, state }) =>
    state === "same" || state === "kept" ? [id] : [],
  );
}
