import type { Settings } from "#contract/operations/settings.ts";
import type { Context } from "../../context.ts";
import { readSettings } from "../../platform/settings/index.ts";

/** How this gallery reviews. */
export type ReviewPolicy = {
  /** Whether a human decides about every listing, or only where the checks ask for one. */
  listings: Settings["review.mode"];
  /** Whether readers see a commit on a published asset before it was found good. */
  commits: Settings["review.commits"];
  /** Two different reviewers must approve. */
  fourEyes: boolean;
};

export async function readReviewPolicy(ctx: Pick<Context, "config" | "db">): Promise<ReviewPolicy> {
  const { values } = await readSettings(ctx);
  return {
    listings: values["review.mode"],
    commits: values["review.commits"],
    fourEyes: values["review.four-eyes"],
  };
}
