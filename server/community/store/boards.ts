import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";

export type BoardRow = {
  isOpen: boolean;
  openDiscussions: number;
  closedDiscussions: number;
  openPullRequests: number;
  closedPullRequests: number;
};

const EMPTY: BoardRow = {
  isOpen: true,
  openDiscussions: 0,
  closedDiscussions: 0,
  openPullRequests: 0,
  closedPullRequests: 0,
};

/** A repository without a row has no threads, and they are switched on. */
export async function findBoard(db: Database, repositoryId: number): Promise<BoardRow> {
  const row = await db
    .selectFrom("discussion_boards")
    .select([
      "is_open as isOpen",
      "open_discussions as openDiscussions",
      "closed_discussions as closedDiscussions",
      "open_pull_requests as openPullRequests",
      "closed_pull_requests as closedPullRequests",
    ])
    .where("repository_id", "=", repositoryId)
    .executeTakeFirst();
  return row ?? EMPTY;
}

export async function setBoardOpen(
  trx: DatabaseTransaction,
  repositoryId: number,
  isOpen: boolean,
): Promise<void> {
  await trx
    .insertInto("discussion_boards")
    .values({ repository_id: repositoryId, is_open: isOpen })
    .onConflict((conflict) => conflict.column("repository_id").doUpdateSet({ is_open: isOpen }))
    .execute();
}

/**
 * Takes the next number and counts the thread as open; whoever comes next waits for this
 * transaction, so that numbers have no gaps but those of failures.
 */
export async function takeNum(
  trx: DatabaseTransaction,
  repositoryId: number,
  isPullRequest: boolean,
): Promise<number> {
  const [discussions, pullRequests] = isPullRequest ? [0, 1] : [1, 0];
  const { rows } = await sql<{ last_num: number }>`
    insert into discussion_boards as board
      (repository_id, last_num, open_discussions, open_pull_requests)
    values (${repositoryId}, 1, ${discussions}, ${pullRequests})
    on conflict (repository_id) do update set
      last_num = board.last_num + 1,
      open_discussions = board.open_discussions + ${discussions},
      open_pull_requests = board.open_pull_requests + ${pullRequests}
    returning last_num`.execute(trx);
  const [row] = rows;
  if (row === undefined) throw new Error("a board gave no number");
  return row.last_num;
}

/** A thread was closed (`closed` 1) or opened again (-1). */
export async function countClosed(
  trx: DatabaseTransaction,
  repositoryId: number,
  { isPullRequest, closed }: { isPullRequest: boolean; closed: 1 | -1 },
): Promise<void> {
  const [open, shut] = isPullRequest
    ? (["open_pull_requests", "closed_pull_requests"] as const)
    : (["open_discussions", "closed_discussions"] as const);
  await trx
    .updateTable("discussion_boards")
    .set((eb) => ({ [open]: eb(open, "-", closed), [shut]: eb(shut, "+", closed) }))
    .where("repository_id", "=", repositoryId)
    .execute();
}

/** A thread that has come to nothing is taken back. */
export async function uncountOpen(trx: DatabaseTransaction, repositoryId: number): Promise<void> {
  await trx
    .updateTable("discussion_boards")
    .set((eb) => ({ open_pull_requests: eb("open_pull_requests", "-", 1) }))
    .where("repository_id", "=", repositoryId)
    .execute();
}
