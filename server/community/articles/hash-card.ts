import { createHash } from "node:crypto";

/** What a draft remembers of the README.md that it was begun from. */
export function hashCard(source: string): Buffer {
  return createHash("sha256").update(source).digest();
}
