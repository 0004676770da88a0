import { z } from "zod";
import { defineEvent } from "../platform/events/index.ts";

/** What people read of a person or organisation, their nickname say, is another now. */
export const namespaceEdited = defineEvent({
  name: "accounts.namespace-edited",
  schema: z.object({ namespaceId: z.number() }),
});
