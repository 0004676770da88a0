import { z } from "zod";
import { CommitId } from "../fields.ts";

/** What a page shows of an output: the first of these that the output has. */
export const NotebookMediaType = z.enum([
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
  "image/svg+xml",
  "text/html",
  "text/markdown",
  "text/latex",
  "application/json",
  "text/plain",
]);
export type NotebookMediaType = z.infer<typeof NotebookMediaType>;

/** `sizeBytes` of it as they stand in the file. */
const LeftOut = z.object({ mediaType: z.string(), sizeBytes: z.number().int() });

export const NotebookOutput = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("stream"),
    name: z.enum(["stdout", "stderr"]),
    /** With the escape sequences of a terminal. */
    text: z.string(),
    cutBytes: z.number().int(),
  }),
  z.object({
    type: z.literal("error"),
    name: z.string(),
    message: z.string(),
    traceback: z.string(),
    cutBytes: z.number().int(),
  }),
  z.object({
    type: z.literal("display"),
    executionCount: z.number().nullable(),
    /** Pictures as base64, but SVG as text. */
    content: z
      .object({ mediaType: NotebookMediaType, data: z.string(), cutBytes: z.number().int() })
      .nullable(),
    /** Richer forms that run programs (widgets, plotly, scripts) or are too long. */
    leftOut: z.array(LeftOut),
  }),
]);
export type NotebookOutput = z.infer<typeof NotebookOutput>;

export const NotebookCell = z.object({
  type: z.enum(["markdown", "code", "raw"]),
  source: z.string(),
  /** Bytes of the source that are not shown. */
  cutBytes: z.number().int(),
  executionCount: z.number().nullable(),
  outputs: z.array(NotebookOutput),
  /** Outputs after the last one shown. */
  moreOutputs: z.object({ count: z.number().int(), sizeBytes: z.number().int() }),
  /** Pictures that Markdown names as `attachment:name`, as `data:` addresses. */
  attachments: z.record(z.string(), z.string()),
});
export type NotebookCell = z.infer<typeof NotebookCell>;

/**
 * A notebook of nbformat 3 or 4 as a page shows it. Source: https://nbformat.readthedocs.io
 */
export const Notebook = z.object({
  commit: CommitId,
  /** The major version of nbformat; 0 when the file does not say. */
  format: z.number(),
  /** Of the code, in lower case: "python". */
  language: z.string(),
  cells: z.array(NotebookCell),
  moreCells: z.object({ count: z.number().int(), sizeBytes: z.number().int() }),
});
export type Notebook = z.infer<typeof Notebook>;
