import type { z } from "zod";

/** Something that happened. Only data, so that whoever emits it need not know who listens. */
export interface EventType<Payload> {
  /** `word.past-tense`, such as `assets.created`. */
  name: string;
  /** Of the payload, which must survive JSON. Checked when emitted and again when delivered. */
  schema: z.ZodType<Payload>;
}

const definedNames = new Set<string>();

/** @throws Error when another event has this name. */
export function defineEvent<Payload>(event: EventType<Payload>): EventType<Payload> {
  if (definedNames.has(event.name)) throw new Error(`Two events are named ${event.name}.`);
  definedNames.add(event.name);
  return event;
}

/** The names of all events that the loaded modules define. */
export function definedEventNames(): string[] {
  return [...definedNames];
}
