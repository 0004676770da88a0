import type { Database } from "../../platform/database/index.ts";

export async function updateAvatar(
  db: Database,
  accountId: number,
  avatar: { content: Buffer; mediaType: string } | null,
): Promise<void> {
  await db
    .updateTable("accounts")
    .set((account) => ({
      avatar_content: avatar?.content ?? null,
      avatar_media_type: avatar?.mediaType ?? null,
      avatar_version: account("avatar_version", "+", 1),
    }))
    .where("id", "=", accountId)
    .execute();
}

/** What an avatar is, without its bytes. */
export async function findAvatar(
  db: Database,
  accountId: number,
): Promise<{ mediaType: string; version: number } | undefined> {
  const row = await db
    .selectFrom("accounts")
    .select(["avatar_media_type", "avatar_version"])
    .where("id", "=", accountId)
    .executeTakeFirst();
  if (row === undefined || row.avatar_media_type === null) return undefined;
  return { mediaType: row.avatar_media_type, version: row.avatar_version };
}

export async function readAvatar(db: Database, accountId: number): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom("accounts")
    .select("avatar_content")
    .where("id", "=", accountId)
    .executeTakeFirst();
  return row?.avatar_content ?? undefined;
}
