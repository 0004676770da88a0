import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { findGrants, type Grant, setGrants } from "../../repositories/index.ts";
import { listAdmitted, readGate } from "./store.ts";

const SEE = 1;
const READ = 2;

/**
 * Makes the grants of an asset follow its gate. Those to whom its visibility shows it read it, or
 * with a gate see it, and of them those who were admitted read it.
 */
export async function applyGate(trx: DatabaseTransaction, assetId: number): Promise<void> {
  const { mode } = await readGate(trx, assetId);
  const level = mode === "off" ? READ : SEE;
  const shown: Grant[] = [];
  for (const source of ["visibility", "share"] as const) {
    const grants = await findGrants(trx, assetId, source);
    shown.push(...grants);
    await setGrants(trx, assetId, {
      source,
      grants: grants.map((grant) => ({ ...grant, level })),
    });
  }
  const reached = new Set(shown.map(({ namespaceId }) => namespaceId));
  const admitted = mode === "off" ? [] : await listAdmitted(trx, assetId);
  await setGrants(trx, assetId, {
    source: "gate",
    grants: admitted
      .filter((accountId) => reached.has(null) || reached.has(accountId))
      .map((namespaceId) => ({ namespaceId, level: READ })),
  });
}
