import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { parsePointer } from "../../platform/git/index.ts";
import { findUsableContents } from "../contents/may-use-content.ts";
import type { ByteInterval } from "../reading/entry.ts";
import type { Repository } from "../repository.ts";
import { checkFileSize, fileLimit } from "../rules/limits.ts";
import { isStorable } from "../rules/paths.ts";
import { type Content, findStoredByIds } from "../store/contents.ts";
import { findSessions, type UploadSession } from "../store/uploads.ts";
import { uploadOwner } from "../uploads/own-upload.ts";
import type { Change, ChangeSource } from "./change.ts";

export type Put = Extract<Change, { op: "put" }>;

/** What a put brings: bytes, a stored content, or bytes that are a pointer to a content. */
export type ResolvedSource =
  | { kind: "bytes"; bytes: Uint8Array }
  | { kind: "content"; content: Content }
  | { kind: "slice"; content: Content; range: ByteInterval }
  | { kind: "pointer"; bytes: Uint8Array; content: Content };

export type ResolvedPut = { path: string; sizeBytes: number; source: ResolvedSource };

/**
 * Finds what every put names and checks that its author may use it; nothing is written yet.
 * @throws {Problem} `content-unknown` for what they may not use, does not exist or is not complete,
 *   `size-mismatch`, `file-too-large`, each naming the file.
 */
export async function resolveSources(
  ctx: RequestContext,
  repository: Repository,
  puts: readonly Put[],
): Promise<ResolvedPut[]> {
  const sessions = await sessionsOf(ctx, repository, puts);
  const claims = puts.map(({ path, source }) => ({ path, ...claimOf(path, source, sessions) }));
  const own = await findStoredByIds(
    ctx.db,
    [...sessions.values()].flatMap(({ contentId }) => contentId ?? []),
  );
  const contents = new Map(own.map((content) => [content.sha256, content]));
  const hashes = claims.flatMap(({ sha256 = "" }) => (contents.has(sha256) ? [] : [sha256]));
  const usable = await findUsableContents(ctx, repository, hashes.filter(Boolean));
  for (const [sha256, content] of usable) contents.set(sha256, content);
  const limitBytes = fileLimit(ctx.config.limits, ctx.viewer);
  return claims.map((claim) => {
    const put = resolveClaim(claim, contents);
    checkFileSize(put, limitBytes);
    return put;
  });
}

type Claim = {
  bytes?: Uint8Array;
  sha256?: string;
  sizeBytes?: number;
  range?: ByteInterval | undefined;
};

function claimOf(
  path: string,
  source: ChangeSource,
  sessions: ReadonlyMap<string, UploadSession>,
): Claim {
  if ("bytes" in source) {
    const pointer = parsePointer(source.bytes);
    return pointer === undefined ? source : { ...source, ...pointer };
  }
  if ("sha256" in source) return source;
  const session = sessions.get(source.uploadId);
  if (session?.state === "stored" && session.sha256 !== null) {
    return { sha256: session.sha256, sizeBytes: session.sizeBytes, range: source.range };
  }
  const state = session === undefined ? "unknown" : session.state;
  throw unknown(path, `the upload ${source.uploadId} is ${state}`);
}

function resolveClaim(
  { path, bytes, sha256, sizeBytes, range }: Claim & { path: string },
  contents: ReadonlyMap<string, Content>,
): ResolvedPut {
  if (sha256 === undefined) {
    const own = bytes ?? new Uint8Array();
    return { path, sizeBytes: own.byteLength, source: { kind: "bytes", bytes: own } };
  }
  const content = contents.get(sha256);
  if (content === undefined) throw unknown(path, `no content ${sha256} was uploaded`);
  if (sizeBytes !== undefined && sizeBytes !== content.sizeBytes) {
    throw problem("size-mismatch", {
      detail: `${path}: the content has ${content.sizeBytes} bytes, declared were ${sizeBytes}`,
      extra: { path },
    });
  }
  if (range !== undefined) return sliceOf(path, content, range);
  const source: ResolvedSource =
    bytes === undefined ? { kind: "content", content } : { kind: "pointer", bytes, content };
  return { path, sizeBytes: content.sizeBytes, source };
}

function sliceOf(path: string, content: Content, { start, end }: ByteInterval): ResolvedPut {
  if (start < 0 || start > end || end > content.sizeBytes) {
    throw problem("size-mismatch", {
      detail: `${path}: the upload has ${content.sizeBytes} bytes, asked for were ${start} to ${end}`,
      extra: { path },
    });
  }
  return {
    path,
    sizeBytes: end - start,
    source: { kind: "slice", content, range: { start, end } },
  };
}

async function sessionsOf(
  ctx: RequestContext,
  repository: Repository,
  puts: readonly Put[],
): Promise<Map<string, UploadSession>> {
  const ids = puts
    .flatMap(({ source }) => ("uploadId" in source ? [source.uploadId] : []))
    .filter(isStorable);
  if (ids.length === 0) return new Map();
  const sessions = await findSessions(ctx.db, uploadOwner(ctx, repository), ids);
  return new Map(sessions.map((session) => [session.id, session]));
}

function unknown(path: string, why: string) {
  return problem("content-unknown", {
    detail: `${path}: ${why}`,
    hint: "Send the bytes first",
    extra: { path },
  });
}
