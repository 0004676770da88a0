import type { OutputOf } from "#sdk/index.ts";

/** Whom the provider vouches for. */
export type Arrival = OutputOf<"accounts.get-external-arrival">;
