import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { type DatabaseTransaction, withTransaction } from "../../platform/database/index.ts";
import { type ObjectId, unpackPush } from "../../platform/git/index.ts";
import { findUsableContents } from "../contents/may-use-content.ts";
import type { Repository } from "../repository.ts";
import { findRoom, requireWithinQuota } from "../storage/quota.ts";
import { refreshContents } from "../store/contents.ts";
import { insertEdges, type NamedContent } from "../store/edges.ts";
import { countIn, markLost } from "../store/ledger.ts";
import { countObjects } from "../store/objects.ts";
import * as repositories from "../store/repositories.ts";
import { countSweeps } from "../store/sweeps.ts";
import { insertCommits } from "../store/transfers.ts";
import { commitRowsOf } from "./commit-rows.ts";
import { moveRefOfPush, type RefCommand, type RefOutcome } from "./move-refs.ts";
import { type PushedObjects, pushedObjects } from "./pushed-objects.ts";
import { readBases } from "./read-bases.ts";
import { closeFiles, receivePack } from "./receive-file.ts";
import { requireConnected } from "./require-connected.ts";
import { insertPush, type StagedPush, stagePush } from "./stage-push.ts";

export type Push = {
  commands: readonly RefCommand[];
  /** All refs move, or none. */
  isAtomic: boolean;
  /** The bytes of the pack; absent when refs are only deleted. */
  pack?: AsyncIterable<Uint8Array>;
  /** Hears that the pack has arrived whole. */
  onReceived?: () => void;
};

const OBJECT_LIMIT = 5_000_000;
const PACK_LIMIT_BYTES = 20_000_000_000;
const TREE_LIMIT_BYTES = 128 * 1024 * 1024;
const TEXT_LIMIT_BYTES = 4 * 1024 * 1024;
const ATTEMPTS = 5;

/** A sweep has removed what the push took for stored: staged again, the push brings it. */
class SweptMeanwhile extends Error {
  override name = "SweptMeanwhile";
}

/** One ref of an atomic push was refused: the transaction is undone. */
class UndonePush extends Error {
  override name = "UndonePush";
  readonly outcomes: readonly RefOutcome[];

  constructor(outcomes: readonly RefOutcome[]) {
    super("a ref of an atomic push was refused");
    this.outcomes = outcomes;
  }
}

/**
 * Receives a push: its objects, checked as a stranger's, and the refs that move, in one transaction
 * with what follows them. Nothing is kept of a push that fails or is cut off.
 * @throws {PackError} for what is wrong with the objects; {Problem} `content-unknown`,
 *   `quota-exceeded`, `repository-full`, `storage-full`.
 */
export async function receivePush(
  ctx: RequestContext,
  repository: Repository,
  push: Push,
): Promise<RefOutcome[]> {
  if (push.pack === undefined) return land(ctx, repository, { push, objects: null });
  const room = await findRoom(ctx, repository);
  const freeBytes = room === null ? PACK_LIMIT_BYTES : room.quotaBytes - room.usedBytes;
  const limitBytes = Math.min(PACK_LIMIT_BYTES, Math.max(freeBytes, TEXT_LIMIT_BYTES));
  const files = await receivePack(ctx, push.pack, { limitBytes });
  try {
    push.onReceived?.();
    const order = {
      files: { pack: files.pack.fd, packBytes: files.packBytes, out: files.unpacked.fd },
      limits: {
        objects: OBJECT_LIMIT,
        totalBytes: PACK_LIMIT_BYTES,
        blobBytes: ctx.config.limits.lfsBytes,
        treeBytes: TREE_LIMIT_BYTES,
        textBytes: TEXT_LIMIT_BYTES,
      },
      tips: push.commands.flatMap(({ to }) => to ?? []),
    };
    const unpacked = await unpackPush(order, {
      readBases: (oids) => readBases(ctx, repository.id, oids),
      signal: ctx.signal,
    });
    const objects = pushedObjects(unpacked, files.unpacked);
    return await land(ctx, repository, { push, objects });
  } finally {
    await closeFiles(files);
  }
}

type Landing = { push: Push; objects: PushedObjects | null };

async function land(
  ctx: RequestContext,
  repository: Repository,
  landing: Landing,
): Promise<RefOutcome[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await stageAndMove(ctx, repository, landing);
    } catch (error) {
      if (error instanceof UndonePush) return undone(error.outcomes);
      if (!(error instanceof SweptMeanwhile) || attempt === ATTEMPTS) throw error;
    }
  }
}

function undone(outcomes: readonly RefOutcome[]): RefOutcome[] {
  return outcomes.map(({ ref, refusal }) => ({ ref, refusal: refusal ?? "atomic push failed" }));
}

async function stageAndMove(
  ctx: RequestContext,
  repository: Repository,
  { push, objects }: Landing,
): Promise<RefOutcome[]> {
  const sweeps = await countSweeps(ctx.db, repository.id);
  const staged = objects && (await stagePush(ctx, repository, objects));
  const contents = objects === null ? [] : await findContents(ctx, repository, objects);
  return withTransaction(ctx.db, async (trx) => {
    const brought = objects && staged && { objects, staged };
    const gitBytes = brought ? await insertPush(trx, repository, brought) : 0;
    const locked = await repositories.lock(trx, repository.id);
    if (locked === undefined) throw problem("not-found", { detail: "The repository was deleted" });
    if (brought) await requireSound(ctx, trx, { repository: locked, sweeps, ...brought });
    const contentIds = await nameContents(trx, locked, contents);
    const outcomes: RefOutcome[] = [];
    const scope = { trx, repository: locked };
    for (const command of push.commands) outcomes.push(await moveRefOfPush(ctx, scope, command));
    const isRefused = outcomes.some(({ refusal }) => refusal !== null);
    if (isRefused && push.isAtomic) throw new UndonePush(outcomes);
    if (isRefused) await markLost(trx, locked.id);
    const usage = await countIn(trx, locked, { contentIds, gitBytes });
    if (gitBytes > 0 || contentIds.length > 0) requireWithinQuota(ctx, locked, usage);
    return outcomes;
  });
}

/** The contents that pointers of the push name. Knowing a hash is not owning the file. */
async function findContents(
  ctx: RequestContext,
  repository: Repository,
  { pointers }: PushedObjects,
): Promise<NamedContent[]> {
  const usable = await findUsableContents(
    ctx,
    repository,
    pointers.map(({ sha256 }) => sha256),
  );
  const named = new Map<number, NamedContent>();
  for (const { sha256, sizeBytes, path } of pointers) {
    const content = usable.get(sha256);
    if (content === undefined || content.sizeBytes !== sizeBytes) {
      throw problem("content-unknown", {
        detail: `${path} is a git-lfs pointer, and its ${sizeBytes} bytes were not uploaded`,
        hint: "git lfs push --all origin, then push again",
        extra: { path },
      });
    }
    named.set(content.id, { id: content.id, path });
  }
  return [...named.values()];
}

async function nameContents(
  trx: DatabaseTransaction,
  { id }: Repository,
  contents: readonly NamedContent[],
): Promise<number[]> {
  const kept = await refreshContents(
    trx,
    contents.map((content) => content.id),
  );
  if (kept.length === contents.length) return insertEdges(trx, id, contents);
  throw problem("content-unknown", {
    detail: "A large file of this push has just been deleted",
    hint: "git lfs push --all origin, then push again",
  });
}

type Sound = {
  repository: Repository;
  sweeps: number;
  objects: PushedObjects;
  staged: StagedPush;
};

/** Under the lock: what was not brought is here, and what was taken for stored still is. */
async function requireSound(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { repository: { id }, sweeps, objects, staged }: Sound,
): Promise<void> {
  if ((await countSweeps(trx, id)) !== sweeps) {
    const all: ObjectId[] = [...objects.list()].map(({ oid }) => oid);
    if ((await countObjects(trx, id, all)) < all.length) throw new SweptMeanwhile();
  }
  await requireConnected({ trx, repositoryId: id, signal: ctx.signal }, objects);
  if (objects.commits.length === 0 && staged.inline.length === 0) return;
  await insertCommits(trx, id, await commitRowsOf(trx, id, objects));
}
