import type { Context } from "../../context.ts";

/** What the checks of a kind read with. */
export type CheckContext = Pick<Context, "config" | "db" | "store">;
