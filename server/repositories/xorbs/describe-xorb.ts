import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import type { XetHash } from "../../platform/formats/xet/index.ts";
import type { Repository } from "../repository.ts";
import { openUsableXorbs } from "./usable-xorbs.ts";

/**
 * How many bytes a xorb has, for who may name all of its chunks.
 * @throws {Problem} `not-found`, also for one of which only parts may be named.
 */
export async function describeXorb(
  ctx: Pick<RequestContext, "db" | "viewer" | "now">,
  repository: Pick<Repository, "namespaceId">,
  hash: XetHash,
): Promise<{ sizeBytes: number }> {
  const [xorb] = (await openUsableXorbs(ctx, repository, [hash])).values();
  if (xorb?.allows({ first: 0, end: xorb.chunks.count })) return { sizeBytes: xorb.sizeBytes };
  throw problem("not-found", { detail: "There is no such xorb" });
}
