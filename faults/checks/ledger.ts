import type { Site } from "./site.ts";

type Difference = { subject: string; said: string; counted: string };

/** What is kept as a running sum is what a count of everything gives. */
const LEDGERS: Readonly<Record<string, string>> = {
  "bytes of repositories": `
    with held as (
      select edge.repository_id, sum(contents.size_bytes) as held,
        sum(contents.size_bytes) filter (where not exists (
          select from repository_objects as other
          join repositories as another on another.id = other.repository_id
          where other.content_id = edge.content_id and other.repository_id <> edge.repository_id
            and another.namespace_id = repositories.namespace_id
        )) as sole
      from repository_objects as edge
      join repositories on repositories.id = edge.repository_id
      join contents on contents.id = edge.content_id
      group by 1
    ), inline as (
      select repository_id, sum(size_bytes) as bytes from git_objects
      where body is not null group by 1
    ), packed as (select repository_id, sum(size_bytes) as bytes from packs group by 1)
    select repositories.name as subject,
      concat_ws(' ', coalesce(kept.held_bytes, 0), coalesce(kept.sole_bytes, 0),
        coalesce(kept.git_bytes, 0)) as said,
      concat_ws(' ', coalesce(held.held, 0), coalesce(held.sole, 0),
        coalesce(inline.bytes, 0) + coalesce(packed.bytes, 0)) as counted
    from repositories
    left join repository_storage as kept on kept.repository_id = repositories.id
    left join held on held.repository_id = repositories.id
    left join inline on inline.repository_id = repositories.id
    left join packed on packed.repository_id = repositories.id`,
  "contents of owners": `
    select coalesce(kept.namespace_id, counted.namespace_id) || ' ' ||
        coalesce(kept.content_id, counted.content_id) as subject,
      coalesce(kept.repository_count, 0)::text as said,
      coalesce(counted.repository_count, 0)::text as counted
    from namespace_contents as kept
    full join (
      select namespace_id, content_id, count(*) as repository_count
      from repository_objects join repositories on repositories.id = repository_id group by 1, 2
    ) as counted using (namespace_id, content_id)`,
  "bytes of owners": `
    select namespaces.name as subject,
      concat_ws(' ', coalesce(kept.content_bytes, 0), coalesce(kept.git_bytes, 0)) as said,
      concat_ws(' ', (
        select coalesce(sum(contents.size_bytes), 0) from namespace_contents as held
        join contents on contents.id = held.content_id
        where held.namespace_id = namespaces.id
      ), (
        select coalesce(sum(storage.git_bytes), 0) from repository_storage as storage
        join repositories on repositories.id = storage.repository_id
        where repositories.namespace_id = namespaces.id
      )) as counted
    from namespaces left join namespace_storage as kept on kept.namespace_id = namespaces.id`,
};

/** Storage as it is told to owners is what lies there. */
export async function checkLedger({ database, world }: Site): Promise<void> {
  for (const [name, sql] of Object.entries(LEDGERS)) {
    const { rows } = await database.query<Difference>(
      `select * from (${sql}) as ledger where said <> counted`,
    );
    for (const { subject, said, counted } of rows.slice(0, 3)) {
      world.violate("ledger-agrees", `${name}: ${subject} has ${said}, counted ${counted}`);
    }
  }
}
