import type { Context } from "../../context.ts";
import { collectContents } from "../contents/collect-contents.ts";
import { findLossy } from "../store/sweeps.ts";
import { collectDoomed } from "./collect-doomed.ts";
import { rewritePacks } from "./rewrite-packs.ts";
import { collectXorbs } from "../xorbs/collect-xorbs.ts";
import { sweepRepository } from "./sweep-repository.ts";

const BATCH = 20;
/** A repository that loses something all the time is swept all the same. */
const LONGEST_WAIT = 7;

export type Collected = {
  /** Of git, out of repositories that live on. */
  gitObjects: number;
  packs: number;
  contents: number;
  xorbs: number;
  /** Of the store, beside those of contents. */
  objects: number;
};

/**
 * REP-12: frees what became unreachable, after the grace time and while everyone works. Each part
 * reads a list of what was noted when it became unreachable; nothing is searched.
 */
export async function collectStorage(ctx: Context, signal?: AbortSignal): Promise<Collected> {
  const gitObjects = await sweepLossy(ctx, signal);
  const { packs } = await rewritePacks(ctx, signal);
  const { contents } = await collectContents(ctx, signal);
  const { xorbs } = await collectXorbs(ctx, signal);
  const { objects } = await collectDoomed(ctx, signal);
  return { gitObjects, packs, contents, xorbs, objects };
}

async function sweepLossy(ctx: Context, signal: AbortSignal | undefined): Promise<number> {
  const { collectGraceMs } = ctx.config;
  const at = ctx.now().getTime();
  let gitObjects = 0;
  const seen = new Set<number>();
  while (signal?.aborted !== true) {
    const lossy = await findLossy(ctx.db, {
      lostBefore: new Date(at - collectGraceMs),
      lostLongBefore: new Date(at - collectGraceMs * LONGEST_WAIT),
      limit: BATCH,
    });
    // One that another process sweeps is on the list until that is done.
    const fresh = lossy.filter((repositoryId) => !seen.has(repositoryId));
    for (const repositoryId of fresh) {
      seen.add(repositoryId);
      const swept = await sweepRepository(ctx, repositoryId, signal);
      gitObjects += swept.objects;
      if (swept.objects > 0) ctx.log.info({ repositoryId, ...swept }, "repository swept");
    }
    if (lossy.length < BATCH || fresh.length === 0) break;
  }
  return gitObjects;
}
