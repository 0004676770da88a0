import type { Address } from "#contract/fields.ts";
import type { Viewer } from "../accounts/index.ts";
import type { Context } from "../context.ts";
import { selectVisibleAddresses } from "./store/addresses.ts";

/** The addresses of those repositories that the viewer may see, by id. */
export async function findVisibleAddresses(
  ctx: Pick<Context, "db" | "now"> & { viewer: Viewer },
  ids: readonly number[],
): Promise<Map<number, Address>> {
  if (ids.length === 0) return new Map();
  const { db, viewer } = ctx;
  const rows = await selectVisibleAddresses(db, { ids, viewer, now: ctx.now() });
  return new Map(rows.map(({ id, ...address }) => [id, address as Address]));
}
