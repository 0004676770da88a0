import type { Context } from "../../context.ts";
import type { Database } from "../../platform/database/index.ts";
import { callerOfAccount } from "../../accounts/index.ts";
import { addressKey } from "../../platform/rate-limit/index.ts";
import { dayOf, INTEREST } from "../rules.ts";
import { addInterests, readOwners } from "./store.ts";

/** Somebody has done something that speaks for an asset. */
export type Interest = {
  assetId: number;
  /** As `callerOf` names them. */
  caller: string;
  action: keyof typeof INTEREST;
  at: Date;
};

/**
 * Counts interest towards "trending". Whoever does the same again within a half-life adds nothing,
 * by whichever server and however often it is undone in between; nor do owners, whose asset it is.
 * Callers are known by a digest only.
 */
export async function showInterest(
  ctx: Pick<Context, "signer">,
  db: Database,
  interests: readonly Interest[],
): Promise<void> {
  if (interests.length === 0) return;
  const owners = await readOwners(
    db,
    interests.map(({ assetId }) => assetId),
  );
  const byDay = Map.groupBy(
    interests.filter(({ assetId, caller }) => {
      const ownerId = owners.get(assetId);
      return ownerId !== undefined && caller !== callerOfAccount(ownerId);
    }),
    ({ at }) => dayOf(at),
  );
  for (const [day, shown] of byDay) {
    const rows = shown.map(({ assetId, caller, action }) => ({
      assetId,
      caller: ctx.signer
        .digest("interest", `${action} ${addressKey(caller)}`)
        .toString("hex")
        .slice(0, 32),
      weight: INTEREST[action],
    }));
    const each = new Map(rows.map((row) => [`${row.assetId} ${row.caller}`, row]));
    await addInterests(db, { day, rows: [...each.values()] });
  }
}
