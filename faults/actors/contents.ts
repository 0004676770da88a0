import { type Content, makeContent } from "../model/content.ts";
import type { Scene } from "./scene.ts";

/** How large the files are: inside the database, in the pack of a commit, an object of their own. */
const SIZES = {
  inline: { kind: "text", least: 1, most: 16_000 },
  packed: { kind: "text", least: 17_000, most: 200_000 },
  largeText: { kind: "text", least: 300_000, most: 600_000 },
  binary: { kind: "binary", least: 600, most: 150_000 },
  empty: { kind: "text", least: 0, most: 0 },
} as const;

type Size = keyof typeof SIZES;

/** So many of each, as files come. */
const MIXTURE: readonly Size[] = [
  ...Array.from({ length: 6 }, () => "inline" as const),
  ...Array.from({ length: 4 }, () => "packed" as const),
  ...Array.from({ length: 4 }, () => "binary" as const),
  "largeText",
  "empty",
];

const REUSED = 0.15;

/** Bytes for a file of a commit: mostly new ones, some that somebody has sent before. */
export function aContent({ world, random }: Pick<Scene, "world" | "random">): Content {
  if (world.contents.length > 0 && random.chance(REUSED)) return random.pick(world.contents);
  const { kind, least, most } = SIZES[random.pick(MIXTURE)];
  return newContent({ world, random }, { kind, sizeBytes: random.int(least, most) });
}

export function newContent(
  { world, random }: Pick<Scene, "world" | "random">,
  { kind, sizeBytes }: Pick<Content, "kind" | "sizeBytes">,
): Content {
  const content = makeContent({ kind, sizeBytes, seed: random.int(0, 2 ** 31) });
  if (kind !== "card") world.contents.push(content);
  return content;
}
