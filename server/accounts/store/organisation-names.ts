import { sql } from "kysely";
import type { Database } from "../../platform/database/index.ts";
import { likePrefix } from "./people.ts";

type OrganisationRow = {
  name: string;
  kind: string;
  nickname: string;
  avatar_media_type: null;
  avatar_version: null;
};

/** Organisations whose name begins with the query, then those whose nickname does, nobody twice. */
export async function findOrganisations(
  db: Database,
  query: string,
  limit: number,
): Promise<OrganisationRow[]> {
  const prefix = likePrefix(query.toLowerCase());
  const { rows } = await sql<OrganisationRow>`
    select name, kind, nickname, null as avatar_media_type, null as avatar_version from (
      (select 1 as way, n.name_key as key, n.name, n.kind, o.nickname
        from namespaces n join organisations o on o.id = n.id
        where n.kind = 'organisation' and n.name_key like ${prefix}
        order by n.name_key limit ${limit})
      union all
      (select 2, lower(o.nickname) collate "C", n.name, n.kind, o.nickname
        from organisations o join namespaces n on n.id = o.id
        where lower(o.nickname) like lower(${likePrefix(query)}) and n.name_key not like ${prefix}
        order by lower(o.nickname) using ~<~ limit ${limit})
    ) as found order by way, key, name limit ${limit}`.execute(db);
  return rows;
}
