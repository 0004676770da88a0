import type { Database } from "../../platform/database/index.ts";

const KEY = "accounts.setup-code";

/** The setup code; stores the proposed one when there is none. All processes get the same. */
export async function keepSetupCode(db: Database, proposed: string): Promise<string> {
  await db
    .insertInto("settings")
    .values({ key: KEY, value: JSON.stringify(proposed) })
    .onConflict((conflict) => conflict.column("key").doNothing())
    .execute();
  return (await findSetupCode(db)) ?? proposed;
}

export async function findSetupCode(db: Database): Promise<string | undefined> {
  const row = await db
    .selectFrom("settings")
    .select("value")
    .where("key", "=", KEY)
    .executeTakeFirst();
  return typeof row?.value === "string" ? row.value : undefined;
}

export async function removeSetupCode(db: Database): Promise<void> {
  await db.deleteFrom("settings").where("key", "=", KEY).execute();
}
