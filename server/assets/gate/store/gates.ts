import type { Gate, GateField, GateMode, GatePeriod } from "#contract/assets/gate.ts";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import { holdAsset } from "../../store/hold-asset.ts";

export type StoredGate = Gate & {
  /** The front matter of the card, which may bring a form. */
  cardMetadata: Record<string, unknown>;
};

/** Reads the gate; inside a transaction it holds the asset, so that decisions come one by one. */
export async function readGate(db: Database, assetId: number): Promise<StoredGate> {
  await holdAsset(db, assetId);
  const row = await db
    .selectFrom("assets")
    .select(["gate", "gate_terms", "gate_fields", "gate_heading", "gate_button"])
    .select(["gate_period_amount", "gate_period_unit", "gate_wait_days", "card_metadata"])
    .where("id", "=", assetId)
    .executeTakeFirstOrThrow();
  return {
    mode: row.gate as GateMode,
    heading: row.gate_heading,
    terms: row.gate_terms,
    // Those of an earlier release are of text alone.
    fields: (row.gate_fields as Partial<GateField>[]).map((field) => ({
      ...(field as GateField),
      type: field.type ?? "text",
      options: field.options ?? [],
    })),
    button: row.gate_button,
    period: periodOf(row.gate_period_amount, row.gate_period_unit),
    waitDays: row.gate_wait_days,
    cardMetadata: row.card_metadata as Record<string, unknown>,
  };
}

function periodOf(amount: number | null, unit: string | null): GatePeriod | null {
  return amount === null ? null : { amount, unit: unit as GatePeriod["unit"] };
}

export async function updateGate(
  trx: DatabaseTransaction,
  assetId: number,
  gate: Gate,
): Promise<void> {
  await trx
    .updateTable("assets")
    .set({
      gate: gate.mode,
      gate_heading: gate.heading,
      gate_terms: gate.terms,
      gate_fields: JSON.stringify(gate.fields),
      gate_button: gate.button,
      gate_period_amount: gate.period?.amount ?? null,
      gate_period_unit: gate.period?.unit ?? null,
      gate_wait_days: gate.waitDays,
    })
    .where("id", "=", assetId)
    .execute();
}
