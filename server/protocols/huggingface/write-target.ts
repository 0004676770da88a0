import type { FastifyRequest } from "fastify";
import { pullRequestOf } from "../../repositories/index.ts";
import { revisionOf } from "../address.ts";
import type { WriteTarget } from "../recipient.ts";
import { queryFlag } from "./query.ts";

/** `create_pr` opens a pull request; the ref of one that is there is named as the revision. */
export function writeTargetOf(request: FastifyRequest): WriteTarget {
  if (queryFlag(request, "create_pr")) return "new";
  return pullRequestOf(revisionOf(request)) ?? "branch";
}
