import { z } from "zod";
import { createHook, defineEvent } from "../platform/events/index.ts";

/** What people read of a person or organisation, their nickname say, is another now. */
export const namespaceEdited = defineEvent({
  name: "accounts.namespace-edited",
  schema: z.object({ namespaceId: z.number() }),
});

/** An account that is about to be deleted. */
export type LeavingAccount = { accountId: number; email: string; at: Date };

/**
 * ACC-11: runs in the transaction that deletes an account, while all that refers to it is still there.
 * Rows that refer to an account go, or forget it, as their foreign key says: this is for what no
 * foreign key tells, such as totals and names that were written down.
 */
export const accountDeleting = createHook<LeavingAccount>();

/** An account is gone; what it owned is still to be given away, kept or deleted. */
export const accountDeleted = defineEvent({
  name: "accounts.deleted",
  schema: z.object({ accountId: z.number() }),
});
