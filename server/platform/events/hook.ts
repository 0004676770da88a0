import type { DatabaseTransaction } from "../database/index.ts";

export type HookHandler<Payload> = (trx: DatabaseTransaction, payload: Payload) => Promise<void>;

/**
 * A place where a later domain word joins the transaction of an earlier one. Its handlers use the
 * database only, and what they throw undoes the whole transaction.
 */
export interface Hook<Payload> {
  /** Registering the same handler again changes nothing. @returns how to take it away again. */
  on(handler: HookHandler<Payload>): () => void;
  /** Runs the handlers one after the other, in the order they were registered. */
  run(trx: DatabaseTransaction, payload: Payload): Promise<void>;
}

export function createHook<Payload>(): Hook<Payload> {
  const handlers = new Set<HookHandler<Payload>>();
  return {
    on(handler) {
      handlers.add(handler);
      return () => handlers.delete(handler);
    },
    async run(trx, payload) {
      for (const handler of handlers) await handler(trx, payload);
    },
  };
}
