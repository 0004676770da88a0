import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useLayoutEffect, useState } from "react";
import type { MediaItem } from "#contract/repositories/media.ts";

export type MediaListProps = {
  items: readonly MediaItem[];
  /** Whose bytes are shown. */
  commit: string;
  onOpen: (index: number) => void;
  /** The reader has come to the end of what is loaded. */
  onEnd: () => void;
};

type RowsOptions = {
  box: RefObject<HTMLElement | null>;
  count: number;
  /** Pixels. */
  rowHeight: number;
  onEnd: () => void;
};

/** Rows of one height, of which only those in sight are in the document. */
export function useWindowRows({ box, count, rowHeight, onEnd }: RowsOptions) {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    if (box.current) setTop(box.current.getBoundingClientRect().top + window.scrollY);
  }, [box]);
  const rows = useWindowVirtualizer({
    count,
    estimateSize: () => rowHeight,
    overscan: 4,
    scrollMargin: top,
  });
  useLayoutEffect(() => rows.measure(), [rows, rowHeight]);
  const last = rows.getVirtualItems().at(-1)?.index ?? -1;
  const isAtEnd = count > 0 && last >= count - 1;
  useEffect(() => {
    if (isAtEnd) onEnd();
  });
  return { rows, top };
}
