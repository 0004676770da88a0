import { problem } from "#contract/problems.ts";
import type { Database } from "../../platform/database/index.ts";
import { isStorable } from "../rules/paths.ts";
import { type ConnectionRow, findConnection } from "./store.ts";

/** @throws {Problem} `connection-not-found`, also for somebody else's. */
export async function requireConnection(
  db: Database,
  { accountId, id }: { accountId: number; id: string },
): Promise<ConnectionRow> {
  const row = isStorable(id) ? await findConnection(db, { accountId, publicId: id }) : undefined;
  if (row !== undefined) return row;
  throw problem("connection-not-found", { detail: `You have no storage connection ${id}` });
}
