import { problem } from "#contract/problems.ts";
import type { DatabaseTransaction } from "../platform/database/index.ts";
import { hasOtherAdministrator, lockAdministrators } from "./store/administration.ts";

/** Keeps the gallery from losing its last administrator. @throws {Problem} `last-administrator` */
export async function requireOtherAdministrator(
  trx: DatabaseTransaction,
  accountId: number,
): Promise<void> {
  await lockAdministrators(trx);
  if (await hasOtherAdministrator(trx, accountId)) return;
  throw problem("last-administrator", { hint: "Make somebody else an administrator first" });
}
