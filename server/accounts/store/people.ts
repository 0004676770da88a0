import { sql } from "kysely";
import type { Database } from "../../platform/database/index.ts";

export type PersonRow = {
  id: number;
  public_id: string;
  name: string;
  name_key: string;
  kind: string;
  nickname: string;
  nickname_key: string;
  avatar_media_type: string | null;
  avatar_version: number;
};

/** A page within one way to match: the key of the last row shown, or null at its beginning. */
export type PeoplePage = { query: string; after: string | null; limit: number };

export const PERSON_COLUMNS = sql`a.id, a.public_id, n.name, n.name_key, n.kind, a.nickname,
  lower(a.nickname) as nickname_key, a.avatar_media_type, a.avatar_version`;

/** People whose name begins with the query, by name. */
export async function findByName(db: Database, page: PeoplePage): Promise<PersonRow[]> {
  const prefix = likePrefix(page.query.toLowerCase());
  const { rows } = await sql<PersonRow>`
    select ${PERSON_COLUMNS} from namespaces n join accounts a on a.id = n.id
    where n.name_key like ${prefix} and n.name_key > ${page.after ?? ""} and a.state = 'active'
    order by n.name_key limit ${page.limit}`.execute(db);
  return rows;
}

/** People whose account ID begins with the query and whose name does not, by account ID. */
export async function findByPublicId(db: Database, page: PeoplePage): Promise<PersonRow[]> {
  const prefix = likePrefix(page.query.toLowerCase());
  const { rows } = await sql<PersonRow>`
    select ${PERSON_COLUMNS} from accounts a join namespaces n on n.id = a.id
    where a.public_id like ${prefix} and a.public_id > ${page.after ?? ""} and a.state = 'active'
      and n.name_key not like ${prefix}
    order by a.public_id limit ${page.limit}`.execute(db);
  return rows;
}

/**
 * People whose nickname begins with the query and whose name and account ID do not, by nickname.
 * The operators ~>~ compare bytes, as the index does.
 */
export async function findByNickname(
  db: Database,
  page: PeoplePage & { afterId: number },
): Promise<PersonRow[]> {
  const prefix = likePrefix(page.query.toLowerCase());
  const after = page.after ?? "";
  const { rows } = await sql<PersonRow>`
    select ${PERSON_COLUMNS} from accounts a join namespaces n on n.id = a.id
    where lower(a.nickname) like lower(${likePrefix(page.query)})
      and lower(a.nickname) ~>=~ ${after}
      and (lower(a.nickname) ~>~ ${after} or a.id > ${page.afterId})
      and a.state = 'active'
      and n.name_key not like ${prefix} and a.public_id not like ${prefix}
    order by lower(a.nickname) using ~<~, a.id limit ${page.limit}`.execute(db);
  return rows;
}

/** A pattern for what begins with the text, taking its `%`, `_` and `\` as they are. */
export function likePrefix(text: string): string {
  return `${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
