import { Box } from "@mantine/core";
import { useElementSize, useMergedRef } from "@mantine/hooks";
import { useVirtualizer } from "@tanstack/react-virtual";
import type { PDFDocumentProxy } from "pdfjs-dist";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { PdfPage } from "./pdf-page.tsx";
import { PdfToolbar } from "./pdf-toolbar.tsx";
import classes from "./pdf.module.css";

/** Pixels between two pages, and beside them. */
const GAP = 12;
/** Of a page before it is known: A4 at 72 dpi. */
const A4 = { width: 595, height: 842 };
const MIN_ZOOM = 0.25;
const MAX_ZOOM = 4;

/** All pages below one another; only those in sight are drawn. */
export function PdfPages({ pdf, name }: { pdf: PDFDocumentProxy; name: string }) {
  const { t } = useTranslation("previews-media");
  const box = useRef<HTMLDivElement>(null);
  const { ref: sizeRef, width } = useElementSize();
  const boxRef = useMergedRef(box, sizeRef);
  const first = useFirstPageSize(pdf);
  /** Undefined fits the page into the width. */
  const [chosen, setChosen] = useState<number>();
  const fitting = Math.min((width - 2 * GAP) / first.width, 1.6);
  const zoom = chosen ?? Math.max(fitting, 0.1);
  const pages = useVirtualizer({
    count: pdf.numPages,
    getScrollElement: () => box.current,
    estimateSize: () => first.height * zoom + GAP,
    overscan: 1,
  });
  const drawnZoom = useRef(zoom);
  useLayoutEffect(() => {
    pages.measure();
    const factor = zoom / drawnZoom.current;
    drawnZoom.current = zoom;
    if (factor === 1) return undefined;
    // The reader stays where they were, once the pages have their new height.
    const frame = requestAnimationFrame(() => {
      if (box.current) box.current.scrollTop *= factor;
    });
    return () => cancelAnimationFrame(frame);
  }, [pages, zoom, first]);
  const offset = (pages.scrollOffset ?? 0) + (pages.scrollRect?.height ?? 0) / 3;
  const current = pages.getVirtualItemForOffset(offset)?.index ?? 0;
  return (
    <>
      <PdfToolbar
        page={current + 1}
        pageCount={pdf.numPages}
        zoom={zoom}
        onPage={(page) => pages.scrollToIndex(page - 1, { align: "start" })}
        onZoom={(factor) => setChosen(Math.min(Math.max(zoom * factor, MIN_ZOOM), MAX_ZOOM))}
        onFit={() => setChosen(undefined)}
      />
      <Box
        component="section"
        ref={boxRef}
        className={classes.box}
        // What scrolls must be reachable by keyboard.
        tabIndex={0}
        aria-label={t("pdf.pages", { name })}
      >
        <div className={classes.pages} style={{ height: pages.getTotalSize() }}>
          {width > 0
            ? pages.getVirtualItems().map(({ index, key, start }) => (
                <div
                  key={key}
                  ref={pages.measureElement}
                  data-index={index}
                  className={classes.slot}
                  style={{ transform: `translateY(${start}px)`, paddingBottom: GAP }}
                >
                  <PdfPage pdf={pdf} number={index + 1} zoom={zoom} expected={first} />
                </div>
              ))
            : null}
        </div>
      </Box>
    </>
  );
}

function useFirstPageSize(pdf: PDFDocumentProxy): { width: number; height: number } {
  const [size, setSize] = useState(A4);
  useEffect(() => {
    let isGone = false;
    const measure = async () => {
      const { width, height } = (await pdf.getPage(1)).getViewport({ scale: 1 });
      if (!isGone && width > 0 && height > 0) setSize({ width, height });
    };
    // A first page that cannot be read says so in its own place.
    measure().catch(() => undefined);
    return () => {
      isGone = true;
    };
  }, [pdf]);
  return size;
}
