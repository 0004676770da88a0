import { KIND_PLURALS } from "#contract/kinds.ts";
import type { Repository } from "../../repositories/index.ts";

/** What an asset is called, and where its page is. */
export function describePlace({
  kind,
  ownerName,
  name,
}: Pick<Repository, "kind" | "ownerName" | "name">): { name: string; path: string } {
  const prefix = kind === "model" ? "" : `/${KIND_PLURALS[kind]}`;
  return { name: `${ownerName}/${name}`, path: `${prefix}/${ownerName}/${name}` };
}
