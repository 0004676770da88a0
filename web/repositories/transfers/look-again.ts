import type { Transfer } from "#contract/repositories/transfer.ts";

const LOOK_MS = 1500;

/** How soon a list is asked for again: while something in it moves, and not at all otherwise. */
export function lookAgainMs(
  pages: readonly { items: readonly Transfer[] }[] | undefined,
): number | false {
  const isMoving = pages?.some(({ items }) =>
    items.some(({ state }) => state === "queued" || state === "running"),
  );
  return isMoving === true ? LOOK_MS : false;
}
