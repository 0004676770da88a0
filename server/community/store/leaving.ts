import { sql } from "kysely";
import type { DatabaseTransaction } from "../../platform/database/index.ts";

/** The names that were written down beside what an account has said; the rest is by foreign key. */
export async function clearAuthorName(trx: DatabaseTransaction, accountId: number): Promise<void> {
  await trx
    .updateTable("discussions")
    .set({ author_name: "" })
    .where("author_id", "=", accountId)
    .execute();
  await trx
    .updateTable("discussion_events")
    .set({ author_name: "" })
    .where("author_id", "=", accountId)
    .execute();
}

/** Takes an account's likes of comments away and out of the totals; comments are held before likes. */
export async function removeAllLikes(trx: DatabaseTransaction, accountId: number): Promise<void> {
  await sql`
    with locked as materialized (
      select id from comments
      where id in (select comment_id from comment_likes where account_id = ${accountId})
      order by id for update
    ), removed as (
      delete from comment_likes
      where account_id = ${accountId} and comment_id in (select id from locked)
      returning comment_id
    )
    update comments set like_count = like_count - 1
    from removed where comments.id = removed.comment_id`.execute(trx);
}
