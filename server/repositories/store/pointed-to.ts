import { sql } from "kysely";

/**
 * In SQL: the SHA-256 that a row of `git_objects` points to, null for an ordinary file. The same
 * rule as `parsePointer`; the order of extensions is not looked at.
 */
export const pointedTo = sql<Buffer | null>`case
  when git_objects.type = 3 and git_objects.size_bytes < 1024
    and position('\\x00'::bytea in git_objects.body) = 0
  then decode(substring(convert_from(git_objects.body, 'LATIN1') from
    '^version https://git-lfs\\.github\\.com/spec/v1\\n(?:ext-\\d-[a-z0-9.-]+ [^\\n]+\\n)*oid sha256:([0-9a-f]{64})\\nsize \\d+\\n$'
  ), 'hex') end`;
