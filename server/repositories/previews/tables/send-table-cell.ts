import type { FastifyReply, FastifyRequest } from "fastify";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../../context.ts";
import { sendFile } from "../../reading/send-file.ts";
import type { Repository } from "../../repository.ts";
import { asTableProblem } from "./as-table-problem.ts";
import { openTable } from "./open-table.ts";
import { sniffMedia } from "./sniff-media.ts";
import { tablesOf } from "./tables-of.ts";

/**
 * Sends one value: text as text, bytes as the picture or sound that they begin as.
 * @throws {Problem} `entry-not-found` where the cell is empty; else as `listTableRows`.
 */
export async function sendTableCell(
  ctx: RequestContext,
  exchange: { request: FastifyRequest; reply: FastifyReply },
  wanted: { repository: Repository; revision: string; path: string; at: number; column: number },
): Promise<void> {
  const { repository, at, column } = wanted;
  const { etag, file } = await openTable(ctx, repository, wanted);
  const cell = await asTableProblem(tablesOf(ctx).cell(file, { at, column }));
  if (cell.kind === "missing" || (cell.kind === "text" && cell.text === null)) {
    throw problem("entry-not-found", { detail: "There is no value in this place of the table" });
  }
  const bytes = Buffer.from(cell.kind === "text" ? (cell.text ?? "") : cell.bytes);
  const media =
    cell.kind === "text"
      ? { mediaType: "text/plain; charset=utf-8", extension: "txt" }
      : sniffMedia(bytes);
  await sendFile(exchange, {
    name: `${file.name}-${at}-${column}.${media.extension}`,
    etag: `${etag}-${at}-${column}`,
    sizeBytes: bytes.length,
    mediaType: media.mediaType,
    async *read({ start, end } = { start: 0, end: bytes.length }) {
      yield bytes.subarray(start, end);
    },
  });
}
