import { sql } from "kysely";
import type { Database } from "../../../platform/database/index.ts";
import type { SearchStatistics } from "../plan-query.ts";

/** What PostgreSQL has gathered of the search index. */
export async function readStatistics(db: Database): Promise<SearchStatistics> {
  const { rows } = await sql<{
    document_count: number;
    lexemes: string[] | null;
    frequencies: number[] | null;
  }>`
    select greatest(pg_class.reltuples, 0)::float8 as document_count,
      most_common_elems::text::text[] as lexemes,
      most_common_elem_freqs::float8[] as frequencies
    from pg_class
    join pg_namespace on pg_namespace.oid = relnamespace and nspname = current_schema()
    left join pg_stats on schemaname = nspname and tablename = relname and attname = 'doc'
    where relname = 'asset_search'`.execute(db);
  const row = rows[0];
  if (!row?.lexemes || !row.frequencies) {
    return { documentCount: row?.document_count ?? 0, frequencies: undefined };
  }
  const { lexemes, frequencies } = row;
  const known = new Map(lexemes.map((lexeme, at) => [lexeme, frequencies[at] ?? 0]));
  // PostgreSQL appends the smallest and the largest frequency; what it does not list is rarer.
  const unlisted = (frequencies[lexemes.length] ?? 0) / 2;
  const frequencyOf = (lexeme: string) => known.get(lexeme) ?? unlisted;
  const frequencyOfPrefix = (prefix: string) => {
    const part = lexemes.reduce(
      (sum, lexeme) => (lexeme.startsWith(prefix) ? sum + frequencyOf(lexeme) : sum),
      unlisted,
    );
    return Math.min(1, part);
  };
  return {
    documentCount: row.document_count,
    frequencies: (lexeme, isPrefix) => (isPrefix ? frequencyOfPrefix(lexeme) : frequencyOf(lexeme)),
  };
}
