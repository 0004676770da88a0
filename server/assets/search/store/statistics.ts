import { sql } from "kysely";
import type { Database } from "../../../platform/database/index.ts";
import { knownLexemes } from "../known-lexemes.ts";
import type { SearchStatistics } from "../plan-query.ts";

/** What PostgreSQL has gathered of the search index. */
export async function readStatistics(db: Database): Promise<SearchStatistics> {
  const { rows } = await sql<{
    document_count: number;
    has_tiers: boolean;
    lexemes: string[] | null;
    frequencies: number[] | null;
  }>`
    select greatest(pg_class.reltuples, 0)::float8 as document_count,
      exists (select from tier_bounds) as has_tiers,
      most_common_elems::text::text[] as lexemes,
      most_common_elem_freqs::float8[] as frequencies
    from pg_class
    join pg_namespace on pg_namespace.oid = relnamespace and nspname = current_schema()
    left join pg_stats on schemaname = nspname and tablename = relname and attname = 'doc'
    where relname = 'asset_search'`.execute(db);
  const row = rows[0];
  const documentCount = row?.document_count ?? 0;
  const hasTiers = row?.has_tiers ?? false;
  if (!row?.lexemes || !row.frequencies) return { documentCount, hasTiers, frequencies: undefined };
  const { lexemes, frequencies } = row;
  const listed = lexemes.map((lexeme, at) => [lexeme, frequencies[at] ?? 0] as const);
  // PostgreSQL appends the smallest and the largest frequency; what it does not list is rarer.
  const unlisted = (frequencies[lexemes.length] ?? 0) / 2;
  return { documentCount, hasTiers, ...knownLexemes(listed, unlisted) };
}
