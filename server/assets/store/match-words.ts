import { type RawBuilder, sql } from "kysely";

/** Whether the words stand in name, title or Chinese name, over `repositories` and `assets`. */
export function matchesWords(q: string | undefined): RawBuilder<boolean> {
  const words = (q ?? "").trim().toLowerCase();
  if (words === "") return sql<boolean>`true`;
  const pattern = `%${words.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return sql<boolean>`(repositories.name_key like ${pattern}
    or lower(assets.title_zh) like ${pattern}
    or lower(assets.settings ->> 'title') like ${pattern})`;
}
