import { z } from "zod";
import { asIssue } from "../issues.ts";
import { CHANNELS_MAX, DURATION_LIMITS, DURATION_UNITS } from "./duration.ts";

const Duration = z
  .object({
    count: z.number().int("count must be a whole number").min(1, tooSmall("count")),
    unit: z.enum(DURATION_UNITS),
  })
  .superRefine(({ count, unit }, issues) => {
    const limit = DURATION_LIMITS[unit];
    if (count <= limit) return;
    const message = `count must be at most ${limit} for the unit ${unit}`;
    issues.addIssue({
      code: "custom",
      path: ["count"],
      ...asIssue("too-large", message, { limit }),
    });
  });

const Channels = z
  .number()
  .int("channels must be a whole number")
  .min(1, tooSmall("channels"))
  .refine(
    (count) => count <= CHANNELS_MAX,
    asIssue("too-large", `channels must be at most ${CHANNELS_MAX}`, { limit: CHANNELS_MAX }),
  );

function tooSmall(label: string): string {
  return `${label} must be at least 1`;
}

/** PUB-7: what a new subscription gets. Those that are there keep the terms of their day. */
export const Terms = z.object({
  /** Free use for so long from the day of subscribing; null: without end. */
  duration: Duration.nullable(),
  /** Of a skill, instead of a duration: on how many channels it may run; null: on any number. */
  channels: Channels.nullable(),
  /** Whether a subscription that ends renews itself; false where nothing is limited. */
  renews: z.boolean(),
});
export type Terms = z.infer<typeof Terms>;
