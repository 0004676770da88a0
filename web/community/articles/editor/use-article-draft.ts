import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import type { ArticleDraft, ArticleText } from "#contract/community/article.ts";
import { AUTOSAVE_EVERY_MS } from "#contract/community/article-rules.ts";
import { isProblem } from "#contract/problems.ts";
import { callGallery, callOptions } from "../../../app/gallery.ts";
import { forgetLocally, keepLocally } from "./local-copy.ts";
import { isSaved, textOf } from "./text-of-draft.ts";

const KEEP_AFTER_MS = 1000;

type SaveState = "saved" | "unsaved" | "saving" | "failed" | "conflict";
export type DraftInWork = ReturnType<typeof useArticleDraft>;

/**
 * COM-3: a draft while it is written. It is saved every 30 seconds when it has changed, when the window
 * is left and when asked to, always on top of the revision that was last seen. Of what is not saved
 * yet this device keeps a copy.
 */
export function useArticleDraft(draft: ArticleDraft) {
  const queryClient = useQueryClient();
  const [text, setText] = useState(() => textOf(draft));
  const [saved, setSaved] = useState(draft);
  const [state, setState] = useState<Exclude<SaveState, "unsaved">>("saved");
  const [error, setError] = useState<unknown>(null);
  const now = useRef({ text, saved, state });
  useEffect(() => {
    now.current = { text, saved, state };
  });
  const running = useRef<Promise<boolean>>(undefined);
  const isDirty = !isSaved(text, saved);

  const note = useCallback(
    (after: ArticleDraft) => {
      setSaved(after);
      now.current = { ...now.current, saved: after };
      const { queryKey } = callOptions("community.get-article-draft", {
        params: { draft: after.id },
      });
      queryClient.setQueryData(queryKey, after);
    },
    [queryClient],
  );

  /** @returns whether everything that is written is saved. */
  const save = useCallback(
    async ({ text: given, revision }: { text?: ArticleText; revision?: number } = {}) => {
      await running.current;
      const wanted = given ?? now.current.text;
      const { saved: before } = now.current;
      if (isSaved(wanted, before) && revision === undefined) return true;
      setState("saving");
      running.current = send(before.id, wanted, revision ?? before.revision)
        .then((after) => {
          note(after);
          setState("saved");
          setError(null);
          return true;
        })
        .catch((failure: unknown) => {
          setState(isProblem(failure, "draft-changed") ? "conflict" : "failed");
          setError(failure);
          return false;
        });
      return running.current;
    },
    [note],
  );

  useEffect(() => {
    const saveChanges = () => {
      if (now.current.state !== "conflict") void save();
    };
    const timer = setInterval(saveChanges, AUTOSAVE_EVERY_MS);
    const leave = () => document.visibilityState === "hidden" && saveChanges();
    document.addEventListener("visibilitychange", leave);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", leave);
    };
  }, [save]);

  useEffect(() => {
    if (!isDirty) {
      forgetLocally(draft.id);
      return;
    }
    const timer = setTimeout(() => keepLocally(draft.id, text), KEEP_AFTER_MS);
    return () => clearTimeout(timer);
  }, [draft.id, isDirty, text]);

  return {
    id: draft.id,
    text,
    saved,
    isDirty,
    error,
    state: state === "saved" && isDirty ? ("unsaved" as const) : state,
    change: (changes: Partial<ArticleText>) => setText((before) => ({ ...before, ...changes })),
    save,
    /** What became of it by another call: files came or went. */
    note,
    /** Goes on with what another window has saved. */
    takeTheirs: (theirs: ArticleDraft) => {
      note(theirs);
      setText(textOf(theirs));
      setState("saved");
      setError(null);
    },
  };
}

function send(draft: string, text: ArticleText, revision: number): Promise<ArticleDraft> {
  return callGallery("community.save-article-draft", {
    params: { draft },
    body: { ...text, revision },
  });
}
