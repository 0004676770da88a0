import { setTimeout as sleep } from "node:timers/promises";
import type { Upload } from "#contract/repositories/repository.ts";
import { isProblem, problem } from "#contract/problems.ts";
import type { Context, RequestContext } from "../../context.ts";
import { keepContent } from "../contents/store-content.ts";
import type { Repository } from "../repository.ts";
import { changeState, touchSession, type UploadSession } from "../store/uploads.ts";
import { describeUpload, gapsIn } from "./describe-upload.ts";
import { requireUpload } from "./own-upload.ts";

/** How long one answer waits for the hash; a client that is told `verifying` asks again. */
const ANSWER_WAIT_MS = 20_000;

const running = new Map<string, Promise<void>>();

/**
 * Verifies the bytes and stores them. Says `stored`, with the hash, only when they are durable;
 * `verifying` when that takes longer, and then it is asked again. Repeating it is harmless, also
 * after a restart of the server.
 * @throws {Problem} `upload-not-found`, `upload-incomplete`, `hash-mismatch`, `upload-not-open`,
 *   `storage-full`.
 */
export async function completeUpload(
  ctx: RequestContext,
  repository: Repository,
  id: string,
): Promise<Upload> {
  const session = await requireUpload(ctx, repository, id);
  if (session.state === "stored") return describeUpload(ctx, session);
  if (session.state === "failed" || session.state === "cancelled") throw notOpen(session);
  await refuseIncomplete(ctx, session);
  let verifying = running.get(id);
  if (verifying === undefined) {
    verifying = verify(ctx, repository, session).finally(() => running.delete(id));
    running.set(id, verifying);
    // Whoever asks hears of a failure; nobody has to be asking when it comes.
    verifying.catch(() => {});
  }
  await Promise.race([verifying, sleep(ANSWER_WAIT_MS, undefined, { ref: false })]);
  return describeUpload(ctx, await requireUpload(ctx, repository, id));
}

async function verify(
  ctx: Context,
  repository: Repository,
  { id, stagingKey, declaredSha256 }: UploadSession,
): Promise<void> {
  if (stagingKey === null) return;
  const started = { from: ["open", "verifying"] as const, to: "verifying" as const };
  if (!(await changeState(ctx.db, id, started))) throw problem("upload-not-open");
  const keepAlive = setInterval(() => void touchSession(ctx.db, id).catch(() => {}), 60_000);
  try {
    const expected = declaredSha256 === null ? {} : { expectedSha256: declaredSha256 };
    const stored = await ctx.store.commitStaging(stagingKey, expected);
    await keepContent(ctx, stored, {
      namespaceId: repository.namespaceId,
      // Together with the content, so that no crash leaves a session whose bytes are gone.
      andThen: async (trx, content) => {
        const stored = { from: ["verifying", "stored"] as const, to: "stored" as const };
        // Whoever cancelled it has freed the bytes: then there is nothing that a row could name.
        if (!(await changeState(trx, id, { ...stored, contentId: content.id }))) {
          throw problem("upload-not-open", { detail: `The upload ${id} was given up` });
        }
      },
    });
  } catch (error) {
    if (isProblem(error, "hash-mismatch")) {
      await changeState(ctx.db, id, { from: ["verifying"], to: "failed", failure: error.detail });
    }
    if (isProblem(error, "upload-not-found")) {
      const failure = "The object storage no longer has the bytes: send them again";
      await changeState(ctx.db, id, { from: ["verifying"], to: "failed", failure });
    }
    if (isProblem(error, "upload-incomplete") || isProblem(error, "storage-full")) {
      await changeState(ctx.db, id, { from: ["verifying"], to: "open" });
    }
    throw error;
  } finally {
    clearInterval(keepAlive);
  }
}

/** Said before anything changes, so that the session stays open for its missing parts. */
async function refuseIncomplete(
  { store }: Context,
  { stagingKey, sizeBytes, state }: UploadSession,
): Promise<void> {
  if (stagingKey === null || state !== "open") return;
  try {
    const { received } = await store.stagingState(stagingKey);
    const missing = gapsIn(received, sizeBytes);
    if (missing.length === 0) return;
    throw problem("upload-incomplete", {
      detail: `${missing.length} ranges of this upload are missing`,
      extra: { missing: missing.slice(0, 1000) },
    });
  } catch (error) {
    // Committed by the store just before the server died: committing again gives its answer.
    if (!isProblem(error, "upload-not-found")) throw error;
  }
}

function notOpen({ id, state, failure }: UploadSession) {
  return problem("upload-not-open", { detail: failure ?? `The upload ${id} is ${state}` });
}
