import { z } from "zod";

/** `automatic`: what passes the checks is published; `manual`: a reviewer decides. */
export const ReviewMode = z.enum(["automatic", "manual"]);

/**
 * What happens to a commit on a published asset. `rescan`: everyone sees it, and a blocking finding
 * reopens the review; `hold`: others see the last approved commit until a reviewer lets it through.
 */
export const CommitReview = z.enum(["rescan", "hold"]);

/** What operators set while the gallery runs. What they never set follows the environment. */
export const Settings = z.object({
  "review.mode": ReviewMode,
  /** Two different reviewers must approve. */
  "review.four-eyes": z.boolean(),
  "review.commits": CommitReview,
  /** Owners may narrow the visibility of what was published (PUB-4). */
  "publishing.allow-narrowing": z.boolean(),
  /** Models made by automatic training are kept off the shelf (PUB-1). */
  "publishing.refuse-automatic-training": z.boolean(),
  /** Who writes in discussions has confirmed nickname and e-mail address first (ACC-4). */
  "community.onboarding": z.boolean(),
});
export type Settings = z.infer<typeof Settings>;

export const SettingKey = Settings.keyof();
export type SettingKey = z.infer<typeof SettingKey>;

/** What is given is set; null gives a setting back to the environment. */
export const SettingChanges = z.object({
  "review.mode": ReviewMode.nullable().optional(),
  "review.four-eyes": z.boolean().nullable().optional(),
  "review.commits": CommitReview.nullable().optional(),
  "publishing.allow-narrowing": z.boolean().nullable().optional(),
  "publishing.refuse-automatic-training": z.boolean().nullable().optional(),
  "community.onboarding": z.boolean().nullable().optional(),
});
export type SettingChanges = z.infer<typeof SettingChanges>;
