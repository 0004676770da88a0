import type { Problem } from "#contract/problems.ts";
import type { StorageFailure } from "#contract/repositories/connection.ts";

/** A problem as it can be kept, and told in any language later. */
export function storageFailure({ code, detail, extra }: Problem): StorageFailure {
  const plain = Object.entries(extra).flatMap(([name, value]) =>
    typeof value === "string" || typeof value === "number" ? [[name, value] as const] : [],
  );
  return { code, detail, extra: Object.fromEntries(plain) };
}
