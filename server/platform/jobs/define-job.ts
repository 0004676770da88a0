import type { z } from "zod";

export interface JobOptions<Payload> {
  /** Domain word, dot, what it does: `repositories.collect-contents`. */
  name: string;
  /** Of the payload, which must survive JSON. Checked when enqueued and again when handled. */
  schema: z.ZodType<Payload>;
  /** While a job with the same key waits, another one is not added. */
  key?: (payload: Payload) => string;
  /** Attempts after the first one; they back off from 5 s to 1 h. Default 5. */
  retryLimit?: number;
  /** A run is given up after so long, and tried again. Default one hour. */
  timeoutSeconds?: number;
  /** How many run at once in one process. Default 1. */
  concurrency?: number;
  /** When it recurs, as a cron expression in UTC; the schema must then accept `{}`. */
  cron?: string;
}

/** A kind of background work. Only data, so that whoever enqueues it need not know its handler. */
export interface Job<Payload> extends JobOptions<Payload> {
  readonly retryLimit: number;
  readonly timeoutSeconds: number;
  readonly concurrency: number;
}

const definedNames = new Set<string>();

/** @throws Error when another job has this name. */
export function defineJob<Payload>(options: JobOptions<Payload>): Job<Payload> {
  if (definedNames.has(options.name)) throw new Error(`Two jobs are named ${options.name}.`);
  definedNames.add(options.name);
  return { retryLimit: 5, timeoutSeconds: 3600, concurrency: 1, ...options };
}

/** The names of all jobs that the loaded modules define. */
export function definedJobNames(): string[] {
  return [...definedNames];
}
