import { sql } from "kysely";
import type { DatabaseTransaction } from "../database/index.ts";
import type { EventType } from "./define-event.ts";

/** PostgreSQL's channel that wakes the processes which deliver. */
export const wakeUpChannel = "outbox";

/** Records the event in the caller's transaction: it is delivered if and only if that commits. */
export async function emit<Payload>(
  trx: DatabaseTransaction,
  event: EventType<Payload>,
  payload: Payload,
): Promise<void> {
  const checked = JSON.stringify(event.schema.parse(payload));
  await trx.insertInto("outbox").values({ name: event.name, payload: checked }).execute();
  await sql`select pg_notify(${wakeUpChannel}, '')`.execute(trx);
}
