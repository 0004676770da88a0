import { z } from "zod";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { completeUpload, openUpload, type Repository } from "../../repositories/index.ts";
import { parseBody } from "../parse-body.ts";
import { type Link, signLink } from "./object-links.ts";

/** Below it a connection that breaks costs less than the parts. */
export const PARTS_FROM_BYTES = 64 * 1024 * 1024;

/**
 * The hub's own transfer of a large object: `header` holds `chunk_size` and, by number, the address
 * of every part; `href` takes the end of it. The upload is the one session of this gallery, so
 * whoever asks again goes on with it, and a part that fails is sent alone.
 * Source: huggingface_hub `lfs.py`, `_upload_multi_part`.
 * @throws {Problem} as `openUpload`.
 */
export async function openParts(
  ctx: RequestContext,
  { repository, link }: { repository: Repository; link: Link },
) {
  const { oid, sizeBytes } = link;
  const { id, partSizeBytes } = await openUpload(ctx, repository, {
    path: oid,
    sizeBytes,
    sha256: oid,
  });
  const header: Record<string, string> = { chunk_size: String(partSizeBytes) };
  for (let start = 0, number = 1; start < sizeBytes; start += partSizeBytes, number += 1) {
    const end = Math.min(start + partSizeBytes, sizeBytes);
    const part = { ...link, operation: "part", parts: { upload: id, start, end } } as const;
    header[String(number).padStart(5, "0")] = signLink(ctx, part).href;
  }
  const whole = { upload: id, start: 0, end: sizeBytes };
  return { ...signLink(ctx, { ...link, operation: "complete", parts: whole }), header };
}

/** Names a part that has come: clients send it back, and nothing hangs on it but their own check. */
export function partTag({ upload, start }: NonNullable<Link["parts"]>): string {
  return `"${upload}-${start}"`;
}

const Completion = z.object({
  oid: z.string(),
  parts: z.array(z.object({ partNumber: z.number().int(), etag: z.string() })).max(10_000),
});

/**
 * Answers once the bytes are verified and durable, however long that takes.
 * @throws {Problem} as `completeUpload`; `validation-failed` for another object.
 */
export async function completeParts(
  ctx: RequestContext,
  repository: Repository,
  { link, body }: { link: Link; body: unknown },
): Promise<void> {
  const { oid } = parseBody(Completion, body);
  if (oid !== link.oid) throw problem("validation-failed", { detail: "oid: is not this object" });
  const id = link.parts?.upload ?? "";
  for (;;) {
    const { state } = await completeUpload(ctx, repository, id);
    if (state === "stored") return;
    ctx.signal.throwIfAborted();
  }
}
