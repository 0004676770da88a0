import { z } from "zod";
import { defineEvent } from "../platform/events/index.ts";

const Thread = z.object({
  repositoryId: z.number(),
  discussionId: z.number(),
  num: z.number(),
  actorId: z.number(),
});

export const discussionOpened = defineEvent({
  name: "community.discussion-opened",
  schema: Thread.extend({ isPullRequest: z.boolean() }),
});

export const commentAdded = defineEvent({
  name: "community.comment-added",
  schema: Thread.extend({ eventId: z.number() }),
});

export const statusChanged = defineEvent({
  name: "community.status-changed",
  schema: Thread.extend({ status: z.enum(["draft", "open", "closed", "merged"]) }),
});
