import { z } from "zod";
import { ignoreRulesOf } from "../../platform/git/index.ts";
import {
  checkPath,
  checkQuota,
  findEntries,
  largeFileRule,
  readSmallFile,
  resolveRevision,
} from "../../repositories/index.ts";
import { revisionOf } from "../address.ts";
import { requireRecipient } from "../recipient.ts";
import { writeTargetOf } from "./write-target.ts";
import type { RepositoryCall } from "../repository-call.ts";
import { type Hub, onEachType } from "./hub.ts";
import { parseBody } from "../parse-body.ts";

/** Python asks for 256 files a call, JavaScript for 100. */
const MAX_FILES = 1000;
const BODY_LIMIT = 16 * 1024 * 1024;

const Preupload = z.object({
  files: z
    .array(
      z.object({
        path: z.string().max(4096),
        sample: z.string().max(4096).default(""),
        size: z.number().int().min(0),
      }),
    )
    .max(MAX_FILES),
  gitIgnore: z.string().max(65_536).nullish(),
  gitAttributes: z.string().max(65_536).nullish(),
});

export function preuploadRoutes(hub: Hub): void {
  onEachType(hub, {
    method: "POST",
    path: "/preupload/:rev",
    right: "read",
    bodyLimit: BODY_LIMIT,
    answer: answerPreupload,
  });
}

/**
 * How each file is to be sent, and what lies at its path now: with `oid` clients leave out files
 * that did not change (git blob id of a small file, SHA-256 of a large one).
 * @throws {Problem} `path-invalid`, `quota-exceeded`, before the bytes of a file come that no commit
 *   could take.
 */
async function answerPreupload({ ctx, repository, request }: RepositoryCall) {
  const { kind, ownerName: owner, name } = repository;
  const recipient = await requireRecipient(ctx, { kind, owner, name }, writeTargetOf(request));
  const { files, gitIgnore, gitAttributes } = parseBody(Preupload, request.body);
  const paths = files.map((file) => file.path);
  for (const path of paths) checkPath(path);
  const commit = await resolveRevision(ctx, repository, revisionOf(request));
  const [entries, isLarge, ignoreText] = await Promise.all([
    findEntries(ctx, repository, { commit, paths }),
    largeFileRule(ctx, repository, {
      commit,
      ...(gitAttributes ? { gitAttributes } : {}),
    }),
    gitIgnore ?? readIgnore(),
  ]);
  if (files.length > 0) await checkQuota(ctx, recipient, 1);
  const isIgnored = ignoreRulesOf([{ folder: "", text: ignoreText }]);
  const current = new Map(entries.map((entry) => [entry.path, entry.sha256 ?? entry.oid]));
  return {
    files: files.map(({ path, sample, size }) => ({
      path,
      uploadMode: isLarge({ path, sizeBytes: size, sample: Buffer.from(sample, "base64") })
        ? "lfs"
        : "regular",
      shouldIgnore: isIgnored(path),
      ...(current.has(path) ? { oid: current.get(path) } : {}),
    })),
  };

  async function readIgnore(): Promise<string> {
    const bytes = await readSmallFile(ctx, repository, { commit, path: ".gitignore" });
    return bytes?.toString("utf8") ?? "";
  }
}
