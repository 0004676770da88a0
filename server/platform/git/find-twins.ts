import { findTwins } from "./path-rules.ts";
import { lookUp, readEntries, type TreeReader } from "./tree-reader.ts";
import type { Tree } from "./tree-segment.ts";

type Added = {
  /** The names that are new. */
  added: ReadonlySet<string>;
  /** Those that go. */
  isRemoved: (name: string) => boolean;
};

/**
 * Finds for each name that is added to a tree another one that differs from it by Unicode
 * normalisation only. A name in form NFC is looked up; only segments with other forms are searched.
 */
export async function findTwinsBeside(
  reader: Pick<TreeReader, "readSegments">,
  tree: Tree,
  { added, isRemoved }: Added,
): Promise<[name: string, twin: string][]> {
  const composed = new Set([...added].map(compose));
  const others = [...composed].filter((name) => !added.has(name));
  const mixed = tree.segments.filter(({ isComposed }) => !isComposed);
  // Where all names are in form NFC, two that are equal but for their form are one.
  const areComposed = others.length === 0 && composed.size === added.size;
  if (areComposed && mixed.length === 0) return [];
  const found = await lookUp(
    reader,
    others.map((name) => ({ tree, name })),
  );
  const names = found.flatMap((entry) => entry?.name ?? []);
  for await (const entries of readEntries(reader, mixed)) {
    for (const { name } of entries) if (composed.has(compose(name))) names.push(name);
  }
  return findTwins([...added, ...names.filter((name) => !isRemoved(name))], added);
}

function compose(name: string): string {
  return name.normalize("NFC");
}
