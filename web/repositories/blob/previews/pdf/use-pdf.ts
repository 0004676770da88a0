import {
  getDocument,
  GlobalWorkerOptions,
  PasswordResponses,
  type PDFDocumentProxy,
  version,
} from "pdfjs-dist";
import { useEffect, useState } from "react";
import { MAX_PICTURE_PIXELS } from "#contract/repositories/preview-limits.ts";

/** Fetched at a time; what a page needs lies close together in most files. */
const RANGE_BYTES = 256 * 1024;
/** Written here by build/pdf-resources.ts: workers, and what few files need. */
const RESOURCES = new URL(`/_app/pdf-${version}/`, window.location.origin).href;

GlobalWorkerOptions.workerSrc = `${RESOURCES}build/pdf.worker.min.mjs`;
GlobalWorkerOptions.rendererSrc = `${RESOURCES}build/pdf.renderer.min.mjs`;

export type PdfFailure = "encrypted" | "broken" | "unreachable";

/** The file wants a password before it shows anything. It is used in this page only. */
export type PasswordRequest = {
  /** How many were wrong. */
  wrong: number;
  answer: (password: string) => void;
  /** Leaves the file closed. */
  cancel: () => void;
};

type Opened = { pdf?: PDFDocumentProxy; failure?: PdfFailure; request?: PasswordRequest };

/** Opens a PDF by byte ranges and closes it with the page. */
export function usePdf(href: string): Opened {
  const [opened, setOpened] = useState<Opened>({});
  useEffect(() => {
    let isOver = false;
    const task = open(href);
    const show = (next: Opened) => {
      if (!isOver) setOpened(next);
    };
    const close = () => {
      isOver = true;
      void task.destroy();
    };
    let wrong = 0;
    task.onPassword = (answer: (password: string) => void, reason: number) => {
      if (reason === PasswordResponses.INCORRECT_PASSWORD) wrong += 1;
      const cancel = () => {
        show({ failure: "encrypted" });
        close();
      };
      show({ request: { wrong, answer, cancel } });
    };
    const wait = async () => {
      const result = await task.promise.then(
        (pdf): Opened => ({ pdf }),
        (error: unknown): Opened => ({ failure: failureOf(error) }),
      );
      show(result);
    };
    void wait();
    return close;
  }, [href]);
  return opened;
}

function open(href: string) {
  return getDocument({
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
}

function failureOf(error: unknown): PdfFailure {
  const name = error instanceof Error ? error.name : "";
  if (name === "PasswordException") return "encrypted";
  return name === "ResponseException" ? "unreachable" : "broken";
}
