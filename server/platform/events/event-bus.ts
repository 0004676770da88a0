import type { Logger } from "pino";
import { type Database, type DatabaseTransaction, withTransaction } from "../database/index.ts";
import { definedEventNames, type EventType } from "./define-event.ts";
import * as outbox from "./outbox.ts";
import { listenForEvents } from "./wake-up.ts";

export interface Delivery {
  /** Of this delivery: what a subscriber writes with it happens exactly once. */
  trx: DatabaseTransaction;
  eventId: number;
  /** 1 for the first. */
  attempt: number;
}

/**
 * Reacts to an event soon after it was committed. It should be short: longer work is a job, enqueued
 * with `delivery.trx`. What it does outside the database may happen more than once.
 */
export type Subscriber<Payload> = (payload: Payload, delivery: Delivery) => Promise<void>;

export interface EventBus {
  /** Before `start`. All subscribers of an event succeed together, or all are tried again. */
  subscribe<Payload>(event: EventType<Payload>, subscriber: Subscriber<Payload>): void;
  /** Begins to deliver, here and in every other process that was started on this database. */
  start(): void;
  /** Finishes the delivery at hand. */
  stop(): Promise<void>;
  /** Delivers all that is due now and returns how many events that were. For tests and commands. */
  deliverPending(): Promise<number>;
}

export interface EventBusOptions {
  db: Database;
  url: string;
  log: Logger;
}

const batchSize = 20;
const pollMs = 5_000;
const cleanMs = 3_600_000;

export function createEventBus({ db, url, log }: EventBusOptions): EventBus {
  const subscribers = new Map<
    string,
    ((payload: unknown, delivery: Delivery) => Promise<void>)[]
  >();
  const stopping = new AbortController();
  let delivering: Promise<void> | undefined;
  let isWokenAgain = false;
  let stopSources = async (): Promise<void> => {};

  async function deliver(event: outbox.OutboxEvent): Promise<boolean> {
    try {
      return await withTransaction(db, async (trx) => {
        if (!(await outbox.holdEvent(trx, event))) return false;
        const delivery = { trx, eventId: event.id, attempt: event.attempts };
        for (const subscriber of subscribers.get(event.name) ?? []) {
          await subscriber(event.payload, delivery);
        }
        await outbox.markDelivered(trx, event);
        return true;
      });
    } catch (error) {
      const { id, name, attempts } = event;
      log.error({ err: error, event: name, eventId: id, attempt: attempts }, "event not delivered");
      return false;
    }
  }

  /** Events that this release does not know are left to a process of a newer one. */
  async function deliverPending(): Promise<number> {
    let delivered = 0;
    while (!stopping.signal.aborted) {
      const events = await outbox.claimEvents(db, { names: definedEventNames(), limit: batchSize });
      for (const event of events) if (await deliver(event)) delivered += 1;
      if (events.length < batchSize) break;
    }
    return delivered;
  }

  function wake(): void {
    if (stopping.signal.aborted) return;
    isWokenAgain = true;
    delivering ??= deliverWhileWoken().finally(() => {
      delivering = undefined;
    });
  }

  async function deliverWhileWoken(): Promise<void> {
    while (isWokenAgain && !stopping.signal.aborted) {
      isWokenAgain = false;
      await deliverPending().catch((error: unknown) => {
        log.error({ err: error }, "the outbox could not be read");
      });
    }
  }

  return {
    subscribe(event, subscriber) {
      const others = subscribers.get(event.name) ?? [];
      const checked = (payload: unknown, delivery: Delivery) =>
        subscriber(event.schema.parse(payload), delivery);
      subscribers.set(event.name, [...others, checked]);
    },

    start() {
      const listening = listenForEvents(url, wake);
      const polling = setInterval(wake, pollMs);
      const cleaning = setInterval(() => {
        outbox.removeOldEvents(db).catch((error: unknown) => {
          log.error({ err: error }, "old events could not be removed");
        });
      }, cleanMs);
      stopSources = async () => {
        clearInterval(polling);
        clearInterval(cleaning);
        await listening.stop();
      };
    },

    async stop() {
      stopping.abort();
      await stopSources();
      await delivering;
    },

    deliverPending,
  };
}
