import { z } from "zod";
import { defineEvent } from "../../platform/events/index.ts";

/** A version waits for its automatic checks. */
export const versionSubmitted = defineEvent({
  name: "publishing.version-submitted",
  schema: z.object({ versionId: z.number() }),
});

/** A version can be had from now on. */
export const versionPublished = defineEvent({
  name: "publishing.version-published",
  schema: z.object({ assetId: z.number(), versionId: z.number(), number: z.string() }),
});
