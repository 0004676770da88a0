import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy, version } from "pdfjs-dist";
import { useEffect, useState } from "react";
import { MAX_PICTURE_PIXELS } from "#contract/repositories/preview-limits.ts";

/** Fetched at a time; what a page needs lies close together in most files. */
const RANGE_BYTES = 256 * 1024;
/** Written here by build/pdf-resources.ts: workers, and what few files need. */
const RESOURCES = new URL(`/_app/pdf-${version}/`, window.location.origin).href;

GlobalWorkerOptions.workerSrc = `${RESOURCES}build/pdf.worker.min.mjs`;
GlobalWorkerOptions.rendererSrc = `${RESOURCES}build/pdf.renderer.min.mjs`;

export type PdfFailure = "encrypted" | "broken" | "unreachable";
type Opened = { pdf?: PDFDocumentProxy; failure?: PdfFailure };

/** Opens a PDF by byte ranges and closes it with the page. */
export function usePdf(href: string): Opened {
  const [opened, setOpened] = useState<Opened>({});
  useEffect(() => {
    const task = getDocument({
      url: new URL(href, window.location.origin),
      rangeChunkSize: RANGE_BYTES,
      disableStream: true,
      disableAutoFetch: true,
      enableXfa: false,
      maxImageSize: MAX_PICTURE_PIXELS,
      cMapUrl: `${RESOURCES}cmaps/`,
      standardFontDataUrl: `${RESOURCES}standard_fonts/`,
      wasmUrl: `${RESOURCES}wasm/`,
    });
    let isGone = false;
    const open = async () => {
      const result = await task.promise.then(
        (pdf): Opened => ({ pdf }),
        (error: unknown): Opened => ({ failure: failureOf(error) }),
      );
      if (!isGone) setOpened(result);
    };
    void open();
    return () => {
      isGone = true;
      void task.destroy();
    };
  }, [href]);
  return opened;
}

function failureOf(error: unknown): PdfFailure {
  const name = error instanceof Error ? error.name : "";
  if (name === "PasswordException") return "encrypted";
  return name === "ResponseException" ? "unreachable" : "broken";
}
