import type { OutputOf } from "#sdk/index.ts";

export type DeletionPlan = OutputOf<"accounts.plan-deletion">;
