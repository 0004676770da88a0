import { problem } from "#contract/problems.ts";
import { KIND_RULES } from "#contract/publishing/kind-rules.ts";
import { requireOnboarded } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import type { Repository } from "../../repositories/index.ts";

/**
 * Whether the viewer may put this kind on a shelf at all: some ask for a confirmed address (ACC-4,
 * PUB-21), cases are the operators' (COM-4).
 * @throws {Problem} `forbidden`, `not-onboarded`.
 */
export async function requirePublisher(
  ctx: RequestContext,
  { kind }: Pick<Repository, "kind">,
): Promise<void> {
  const { publishers, needsOnboarding } = KIND_RULES[kind];
  const isOperator = ctx.viewer.kind === "account" && ctx.viewer.isAdmin;
  if (publishers === "operators" && !isOperator) {
    throw problem("forbidden", {
      detail: `An asset of the kind ${kind} is published by those who operate the gallery`,
      extra: { kind },
    });
  }
  if (needsOnboarding) await requireOnboarded(ctx);
}
