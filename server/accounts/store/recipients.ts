import type { Database } from "../../platform/database/index.ts";

/** The active accounts that administer the gallery, and so sit at the review desk. */
export async function listAdministrators(db: Database): Promise<number[]> {
  const rows = await db
    .selectFrom("accounts")
    .select("id")
    .where("is_admin", "=", true)
    .where("state", "=", "active")
    .orderBy("id")
    .execute();
  return rows.map(({ id }) => id);
}

/** The accounts that manage what a namespace owns: the person, or owners and maintainers. */
export async function listManagers(db: Database, namespaceId: number): Promise<number[]> {
  const rows = await db
    .selectFrom("accounts")
    .select("accounts.id")
    .where("accounts.id", "=", namespaceId)
    .union((query) =>
      query
        .selectFrom("organisation_members")
        .select("account_id as id")
        .where("organisation_id", "=", namespaceId)
        .where("role", "in", ["owner", "maintainer"]),
    )
    .execute();
  return rows.map(({ id }) => id);
}
