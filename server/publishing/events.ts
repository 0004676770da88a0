import { z } from "zod";
import { defineEvent } from "../platform/events/index.ts";

/** A listing has come onto the shelf, or back to it. */
export const listingPublished = defineEvent({
  name: "publishing.listing-published",
  schema: z.object({ assetId: z.number() }),
});

/** A listing waits for its automatic checks. */
export const listingSubmitted = defineEvent({
  name: "publishing.listing-submitted",
  schema: z.object({ assetId: z.number() }),
});
