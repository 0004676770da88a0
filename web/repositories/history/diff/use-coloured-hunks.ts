import { useEffect, useMemo, useState } from "react";
import type { DiffHunk } from "#contract/repositories/diff-comparison.ts";
import type { highlightText } from "../../blob/highlight-text.ts";
import { type ColouredHunk, colourHunks } from "./colour-hunks.ts";

/** The hunks with the colours of the file's language: plain until the highlighter has come. */
export function useColouredHunks(
  hunks: readonly DiffHunk[],
  name: string,
): readonly ColouredHunk[] {
  const [highlight, setHighlight] = useState<typeof highlightText>();
  useEffect(() => {
    let isShown = true;
    void import("../../blob/highlight-text.ts").then((loaded) => {
      if (isShown) setHighlight(() => loaded.highlightText);
    });
    return () => {
      isShown = false;
    };
  }, []);
  return useMemo(
    () => (highlight ? colourHunks(hunks, (text) => highlight(text, name)) : hunks),
    [hunks, name, highlight],
  );
}
