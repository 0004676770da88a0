import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";

/** A repository and whom its bytes count for. */
export type Counted = { id: number; namespaceId: number };

/** What came to a repository or left it: contents by id, and bytes of git objects. */
export type StorageChange = { contentIds: readonly number[]; gitBytes: number };

export type Usage = {
  usedBytes: number;
  /** `own`: `quotaBytes` holds, null being without limit; `default`: the gallery's setting. */
  quotaSource: "default" | "own";
  quotaBytes: number | null;
};

/** Usage after something was counted. */
export type CountedUsage = Usage & { addedBytes: number };

/**
 * Counts what a repository has come to name. The caller holds the repository's lock and those of
 * the contents, and comes here last: the owner's row is locked until the transaction ends.
 * @returns what the owner uses with it, and how much of that is new to the owner.
 */
export async function countIn(
  trx: DatabaseTransaction,
  { id, namespaceId }: Counted,
  { contentIds, gitBytes }: StorageChange,
): Promise<CountedUsage> {
  const { rows } = await sql<UsageRow & { added_bytes: number }>`
    with counted as (
      insert into namespace_contents as held (namespace_id, content_id, repository_count)
      select ${namespaceId}, content_id, 1
      from unnest(${[...contentIds]}::bigint[]) as content_id order by content_id
      on conflict (namespace_id, content_id)
        do update set repository_count = held.repository_count + 1
      returning content_id, repository_count
    ), sized as (
      select content_id, repository_count, size_bytes
      from counted join contents on contents.id = content_id
    ), changed as (
      insert into repository_storage as kept (repository_id, held_bytes, sole_bytes, git_bytes)
      select * from (
        select ${id}::bigint as repository_id, coalesce(sum(size_bytes), 0)::bigint,
          coalesce(sum(size_bytes) filter (where repository_count = 1), 0)::bigint,
          ${gitBytes}::bigint
        from sized
        union all
        select other.repository_id, 0, -sum(sized.size_bytes)::bigint, 0
        from sized
        join repository_objects as other using (content_id)
        join repositories on repositories.id = other.repository_id
        where repository_count = 2 and other.repository_id <> ${id}
          and repositories.namespace_id = ${namespaceId}
        group by other.repository_id
      ) as change order by repository_id
      on conflict (repository_id) do update set
        held_bytes = kept.held_bytes + excluded.held_bytes,
        sole_bytes = kept.sole_bytes + excluded.sole_bytes,
        git_bytes = kept.git_bytes + excluded.git_bytes
    ), added as (
      select coalesce(sum(size_bytes) filter (where repository_count = 1), 0)::bigint as bytes
      from sized
    ), kept as (
      insert into namespace_storage as kept (namespace_id, content_bytes, git_bytes)
      select ${namespaceId}, bytes, ${gitBytes}::bigint from added
      on conflict (namespace_id) do update set
        content_bytes = kept.content_bytes + excluded.content_bytes,
        git_bytes = kept.git_bytes + excluded.git_bytes
      returning content_bytes, git_bytes, quota_source, quota_bytes
    )
    select ${usageColumns}, added.bytes + ${gitBytes}::bigint as added_bytes
    from kept, added`.execute(trx);
  return { ...toUsage(rows[0]), addedBytes: rows[0]?.added_bytes ?? 0 };
}

/** Counts what a repository has ceased to name; locks as for `countIn`. */
export async function countOut(
  trx: DatabaseTransaction,
  { id, namespaceId }: Counted,
  { contentIds, gitBytes }: StorageChange,
): Promise<void> {
  await sql`
    with counted as (
      update namespace_contents set repository_count = repository_count - 1
      where namespace_id = ${namespaceId} and content_id = any(${[...contentIds]}::bigint[])
      returning content_id, repository_count
    ), sized as (
      select content_id, repository_count, size_bytes
      from counted join contents on contents.id = content_id
    ), change as (
      select ${id}::bigint as repository_id, coalesce(sum(size_bytes), 0)::bigint as held,
        coalesce(sum(size_bytes) filter (where repository_count = 0), 0)::bigint as sole,
        ${gitBytes}::bigint as git
      from sized
      union all
      select other.repository_id, 0, -sum(sized.size_bytes)::bigint, 0
      from sized
      join repository_objects as other using (content_id)
      join repositories on repositories.id = other.repository_id
      where repository_count = 1 and other.repository_id <> ${id}
        and repositories.namespace_id = ${namespaceId}
      group by other.repository_id
    ), changed as (
      update repository_storage as kept set
        held_bytes = held_bytes - change.held,
        sole_bytes = sole_bytes - change.sole,
        git_bytes = git_bytes - change.git
      from change where kept.repository_id = change.repository_id
    )
    update namespace_storage as kept set
      content_bytes = content_bytes
        - coalesce((select sum(size_bytes) from sized where repository_count = 0), 0)::bigint,
      git_bytes = git_bytes - ${gitBytes}
    where namespace_id = ${namespaceId}`.execute(trx);
  await sql`
    delete from namespace_contents
    where namespace_id = ${namespaceId} and content_id = any(${[...contentIds]}::bigint[])
      and repository_count = 0`.execute(trx);
}

type UsageRow = { used_bytes: number; quota_source: "default" | "own"; quota_bytes: number | null };

const usageColumns = sql.raw(
  "(kept.content_bytes + kept.git_bytes) as used_bytes, kept.quota_source, kept.quota_bytes",
);

function toUsage(row: UsageRow | undefined): Usage {
  return {
    usedBytes: row?.used_bytes ?? 0,
    quotaSource: row?.quota_source ?? "default",
    quotaBytes: row?.quota_bytes ?? null,
  };
}

export async function findUsage(db: Database, namespaceId: number): Promise<Usage> {
  const { rows } = await sql<UsageRow>`
    select ${usageColumns} from namespace_storage as kept
    where namespace_id = ${namespaceId}`.execute(db);
  return toUsage(rows[0]);
}

/** As `findUsage`, and keeps others from counting for this owner until the end. */
export async function lockUsage(trx: DatabaseTransaction, namespaceId: number): Promise<Usage> {
  const { rows } = await sql<UsageRow>`
    insert into namespace_storage as kept (namespace_id) values (${namespaceId})
    on conflict (namespace_id) do update set namespace_id = excluded.namespace_id
    returning ${usageColumns}`.execute(trx);
  return toUsage(rows[0]);
}

/**
 * Bytes on their way to an owner: open uploads to its repositories, and what was uploaded to it in
 * the last 24 hours and no repository of it names yet.
 */
export async function sumUnderWay(
  db: Database,
  namespaceId: number,
): Promise<{ uploads: number; sizeBytes: number }> {
  const { rows } = await sql<{ uploads: number; size_bytes: number }>`
    select open.count::int as uploads, (open.bytes + loose.bytes)::bigint as size_bytes
    from (
      select count(*) as count, coalesce(sum(upload_sessions.size_bytes), 0) as bytes
      from upload_sessions
      join repositories on repositories.id = upload_sessions.repository_id
      where repositories.namespace_id = ${namespaceId} and state in ('open', 'verifying')
    ) as open, (
      select coalesce(sum(contents.size_bytes), 0) as bytes
      from content_uploads join contents on contents.id = content_uploads.content_id
      where content_uploads.namespace_id = ${namespaceId}
        and uploaded_at > now() - interval '24 hours'
        and not exists (
          select from namespace_contents as held
          where held.namespace_id = ${namespaceId} and held.content_id = contents.id
        )
    ) as loose`.execute(db);
  const [row] = rows;
  return { uploads: row?.uploads ?? 0, sizeBytes: row?.size_bytes ?? 0 };
}

export async function setQuota(
  db: Database,
  namespaceId: number,
  quota: Pick<Usage, "quotaSource" | "quotaBytes">,
): Promise<void> {
  const { quotaSource: quota_source, quotaBytes: quota_bytes } = quota;
  await db
    .insertInto("namespace_storage")
    .values({ namespace_id: namespaceId, quota_source, quota_bytes })
    .onConflict((conflict) =>
      conflict.column("namespace_id").doUpdateSet({ quota_source, quota_bytes }),
    )
    .execute();
}

/** Something of the repository may have become unreachable: the next sweep looks. */
export async function markLost(trx: DatabaseTransaction, repositoryId: number): Promise<void> {
  await sql`
    insert into repository_storage as kept (repository_id, lost_first_at, lost_last_at)
    values (${repositoryId}, now(), now())
    on conflict (repository_id) do update set
      lost_first_at = coalesce(kept.lost_first_at, now()), lost_last_at = now()`.execute(trx);
}

export async function findGitBytes(db: Database, repositoryId: number): Promise<number> {
  const row = await db
    .selectFrom("repository_storage")
    .select("git_bytes")
    .where("repository_id", "=", repositoryId)
    .executeTakeFirst();
  return row?.git_bytes ?? 0;
}

/** Forgets the repository's own figures, before it is counted anew for another owner. */
export async function clearStorage(trx: DatabaseTransaction, repositoryId: number): Promise<void> {
  await trx
    .updateTable("repository_storage")
    .set({ held_bytes: 0, sole_bytes: 0, git_bytes: 0 })
    .where("repository_id", "=", repositoryId)
    .execute();
}
