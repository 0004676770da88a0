import { z } from "zod";
import { squashBranch } from "../../repositories/index.ts";
import { parseBody } from "../parse-body.ts";
import { pathOf } from "../address.ts";
import type { RepositoryCall } from "../repository-call.ts";
import { type Hub, onEachType } from "./hub.ts";

const Squash = z.object({ message: z.string().max(65_536).nullish() }).nullish();

/** `POST super-squash/{branch}`: the branch begins anew with one commit that has all its files. */
export function superSquashRoutes(hub: Hub): void {
  onEachType(hub, { method: "POST", path: "/super-squash/*", right: "write", answer: squash });
}

async function squash({ ctx, repository, request }: RepositoryCall) {
  const branch = pathOf(request);
  const message = parseBody(Squash, request.body)?.message ?? `Super-squash branch '${branch}'`;
  const { commit } = await squashBranch(ctx, repository, { branch, message });
  return { commitOid: commit };
}
