import { type SettingChanges, SettingKey } from "#contract/operations/settings.ts";
import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { readSettings, writeSetting } from "../../platform/settings/index.ts";

/** PLT-4: sets what is given, for every process from the next request on. */
export async function changeSettings(ctx: RequestContext, changes: SettingChanges) {
  return withTransaction(ctx.db, async (trx) => {
    const within = { db: trx, config: ctx.config };
    const before = await readSettings(within);
    for (const key of SettingKey.options) {
      const value = changes[key];
      if (value !== undefined) await writeSetting(trx, { key, value, at: ctx.now() });
    }
    const after = await readSettings(within);
    for (const key of SettingKey.options) {
      if (before.values[key] === after.values[key]) continue;
      await recordAudit(trx, ctx, {
        action: "operations.setting-changed",
        subject: key,
        details: { from: before.values[key], to: after.values[key] },
      });
    }
    return after;
  });
}
