import { z } from "zod";
import { defineEvent } from "../platform/events/index.ts";

/** A listing waits for its automatic checks. */
export const listingSubmitted = defineEvent({
  name: "publishing.listing-submitted",
  schema: z.object({ assetId: z.number() }),
});
