import type { NamespaceSummary } from "#contract/fields.ts";
import { summariseNamespaces } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { findRequestById } from "./store/requests.ts";

/** Whose request this is; undefined for one that is not of this asset. */
export async function findAccessRequest(
  { db }: Pick<RequestContext, "db">,
  assetId: number,
  publicId: string,
): Promise<NamespaceSummary | undefined> {
  const row = await findRequestById(db, { assetId, publicId });
  return row && (await summariseNamespaces(db, [row.account_id])).get(row.account_id);
}
