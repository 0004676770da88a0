import { type PDFDocumentProxy, type PDFPageProxy, TextLayer } from "pdfjs-dist";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./pdf.module.css";

/** Pixels of one canvas: pages may claim to be metres wide. */
const MAX_CANVAS_PIXELS = 16_000_000;

type Size = { width: number; height: number };
type PdfPageProps = { pdf: PDFDocumentProxy; number: number; zoom: number; expected: Size };

/** One page: its picture, and above it its text, transparent, to be selected and searched. */
export function PdfPage({ pdf, number, zoom, expected }: PdfPageProps) {
  const { t } = useTranslation("previews-media");
  const { page, hasFailed } = usePage(pdf, number);
  const canvas = useRef<HTMLCanvasElement>(null);
  const text = useRef<HTMLDivElement>(null);
  const { width, height } = page?.getViewport({ scale: zoom }) ?? {
    width: expected.width * zoom,
    height: expected.height * zoom,
  };
  useEffect(() => {
    if (!page || !canvas.current || !text.current) return undefined;
    return draw(page, { canvas: canvas.current, text: text.current, zoom });
  }, [page, zoom]);
  return (
    <section
      className={classes.page}
      style={{ width, height, "--total-scale-factor": zoom } as React.CSSProperties}
      aria-label={t("pdf.pageNumber", { number })}
    >
      {hasFailed ? <p className={classes.failed}>{t("pdf.pageFailed", { number })}</p> : null}
      <canvas ref={canvas} className={classes.canvas} />
      <div ref={text} className={classes.text} />
    </section>
  );
}

function usePage(pdf: PDFDocumentProxy, number: number) {
  const [state, setState] = useState<{ page?: PDFPageProxy; hasFailed: boolean }>({
    hasFailed: false,
  });
  useEffect(() => {
    let isGone = false;
    const load = async () => {
      const page = await pdf.getPage(number).catch(() => undefined);
      if (!isGone) setState(page ? { page, hasFailed: false } : { hasFailed: true });
    };
    void load();
    return () => {
      isGone = true;
    };
  }, [pdf, number]);
  return state;
}

type Surface = { canvas: HTMLCanvasElement; text: HTMLDivElement; zoom: number };

/** @returns what ends the drawing. */
function draw(page: PDFPageProxy, { canvas, text, zoom }: Surface): () => void {
  const viewport = page.getViewport({ scale: zoom });
  const pixels = viewport.width * viewport.height;
  const density = Math.min(window.devicePixelRatio || 1, Math.sqrt(MAX_CANVAS_PIXELS / pixels));
  canvas.width = Math.max(1, Math.floor(viewport.width * density));
  canvas.height = Math.max(1, Math.floor(viewport.height * density));
  const task = page.render({ canvas, viewport, transform: [density, 0, 0, density, 0, 0] });
  const layer = new TextLayer({
    textContentSource: page.streamTextContent(),
    container: text,
    viewport,
  });
  // Both end with an error when the reader has scrolled on; what else fails leaves the page blank.
  task.promise.catch(() => undefined);
  layer.render().catch(() => undefined);
  return () => {
    task.cancel();
    layer.cancel();
    text.replaceChildren();
  };
}
