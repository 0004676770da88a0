import { sql } from "kysely";
import type { Role } from "#contract/accounts/account.ts";
import type { Database } from "../../platform/database/index.ts";

export async function insertOrganisation(
  db: Database,
  organisation: { id: number; publicId: string; nickname: string; createdAt: Date },
): Promise<void> {
  await db
    .insertInto("organisations")
    .values({
      id: organisation.id,
      public_id: organisation.publicId,
      nickname: organisation.nickname,
      created_at: organisation.createdAt,
      updated_at: organisation.createdAt,
    })
    .execute();
}

export async function updateOrganisation(
  db: Database,
  id: number,
  edit: { nickname?: string | undefined; bio?: string | undefined; now: Date },
): Promise<void> {
  await db
    .updateTable("organisations")
    .set({ nickname: edit.nickname, bio: edit.bio, updated_at: edit.now })
    .where("id", "=", id)
    .execute();
}

/** Makes changes of one organisation's members wait for each other. */
export async function lockOrganisation(trx: Database, id: number): Promise<void> {
  await trx.selectFrom("organisations").select("id").where("id", "=", id).forUpdate().execute();
}

export type Membership = { organisationId: number; accountId: number };

export async function findRole(db: Database, member: Membership): Promise<Role | undefined> {
  const row = await db
    .selectFrom("organisation_members")
    .select("role")
    .where("organisation_id", "=", member.organisationId)
    .where("account_id", "=", member.accountId)
    .executeTakeFirst();
  return row?.role as Role | undefined;
}

export async function countOwners(db: Database, organisationId: number): Promise<number> {
  const { owners } = await db
    .selectFrom("organisation_members")
    .select(({ fn }) => fn.countAll<number>().as("owners"))
    .where("organisation_id", "=", organisationId)
    .where("role", "=", "owner")
    .executeTakeFirstOrThrow();
  return owners;
}

export async function upsertMember(
  db: Database,
  { organisationId, accountId, role }: Membership & { role: Role },
): Promise<void> {
  await db
    .insertInto("organisation_members")
    .values({ organisation_id: organisationId, account_id: accountId, role })
    .onConflict((conflict) =>
      conflict.columns(["organisation_id", "account_id"]).doUpdateSet({ role }),
    )
    .execute();
}

export async function removeMember(db: Database, member: Membership): Promise<void> {
  await db
    .deleteFrom("organisation_members")
    .where("organisation_id", "=", member.organisationId)
    .where("account_id", "=", member.accountId)
    .execute();
}

const SUMMARY = ["n.name", "n.kind"] as const;
const AVATAR = ["a.avatar_media_type", "a.avatar_version"] as const;

/** The people of an organisation, those who joined the gallery first before the others. */
export function listMembersOf(
  db: Database,
  page: { organisationId: number; after: number; limit: number },
) {
  return db
    .selectFrom("organisation_members as m")
    .innerJoin("accounts as a", "a.id", "m.account_id")
    .innerJoin("namespaces as n", "n.id", "a.id")
    .select([...SUMMARY, ...AVATAR, "a.id", "a.public_id", "a.nickname", "m.role"])
    .where("m.organisation_id", "=", page.organisationId)
    .where("m.account_id", ">", page.after)
    .orderBy("m.account_id")
    .limit(page.limit)
    .execute();
}

/** The organisations of a person, oldest first. */
export function listOrganisationsOf(db: Database, accountId: number, limit: number) {
  return db
    .selectFrom("organisation_members as m")
    .innerJoin("organisations as o", "o.id", "m.organisation_id")
    .innerJoin("namespaces as n", "n.id", "o.id")
    .select([...SUMMARY, "o.id", "o.public_id", "o.nickname", "m.role"])
    .select([sql<null>`null`.as("avatar_media_type"), sql<null>`null`.as("avatar_version")])
    .where("m.account_id", "=", accountId)
    .orderBy("m.organisation_id")
    .limit(limit)
    .execute();
}
