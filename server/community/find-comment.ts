import { problem } from "#contract/problems.ts";
import type { Database } from "../platform/database/index.ts";
import { type EventRow, findEvent } from "./store/events.ts";

const PUBLIC_ID = /^[0-9a-f]{24}$/;

/** @throws {Problem} `comment-not-found`, also for what is no comment of this thread. */
export async function findComment(
  db: Database,
  discussionId: number,
  publicId: string,
): Promise<EventRow> {
  const event = PUBLIC_ID.test(publicId) ? await findEvent(db, discussionId, publicId) : undefined;
  if (event?.type === "comment") return event;
  throw problem("comment-not-found", { detail: "There is no such comment in this discussion" });
}
