import { problem } from "#contract/problems.ts";
import type { StagingPart } from "./object-store.ts";

/** @throws {Problem} `size-mismatch` for a part that does not lie within its upload. */
export function checkPartBounds(
  { offset, sizeBytes = 0 }: Pick<StagingPart, "offset" | "sizeBytes">,
  wholeBytes: number,
): void {
  const areSizes = [offset, sizeBytes].every((size) => Number.isSafeInteger(size) && size >= 0);
  if (areSizes && offset + sizeBytes <= wholeBytes) return;
  throw problem("size-mismatch", {
    detail: `A part of ${sizeBytes} bytes at ${offset} does not lie within ${wholeBytes} bytes`,
  });
}
