import { hashFile, hashNode, hashText, remainder, type XetHash } from "./hash.ts";

/** A node of a Merkle tree: a chunk, or what several nodes were merged into. */
export type SizedHash = { hash: XetHash; sizeBytes: number };

/** A group of nodes ends, on average, after so many. Source: xet-core, aggregated_hashes.rs. */
const MEAN_BRANCHES = 4;
const MOST_BRANCHES = 2 * MEAN_BRANCHES + 1;
const NO_HASH = Buffer.alloc(32);

/** The hash of a xorb: the root of the tree over its chunks. Zeros when it has none. */
export function hashXorb(chunks: readonly SizedHash[]): XetHash {
  return rootOf(chunks);
}

/** The hash of a file with these chunks. Zeros when it is empty. */
export function hashFileOfChunks(chunks: readonly SizedHash[]): XetHash {
  return chunks.length === 0 ? NO_HASH : hashFile(rootOf(chunks));
}

function rootOf(chunks: readonly SizedHash[]): XetHash {
  let level = chunks;
  while (level.length > 1) {
    const parents: SizedHash[] = [];
    for (let start = 0; start < level.length;) {
      const end = endOfGroup(level, start);
      parents.push(merge(level.slice(start, end)));
      start = end;
    }
    level = parents;
  }
  return level[0]?.hash ?? NO_HASH;
}

/**
 * A group has 2 to 9 nodes and ends, from the third on, with the first whose hash is divisible by
 * 4. Two nodes or fewer at the end are a group of their own.
 */
function endOfGroup(level: readonly SizedHash[], start: number): number {
  const most = Math.min(start + MOST_BRANCHES, level.length);
  for (let index = start + 2; index < most; index++) {
    const node = level[index];
    if (node !== undefined && remainder(node.hash, MEAN_BRANCHES) === 0) return index + 1;
  }
  return most;
}

function merge(children: readonly SizedHash[]): SizedHash {
  const lines = children.map(({ hash, sizeBytes }) => `${hashText(hash)} : ${sizeBytes}\n`);
  const sizeBytes = children.reduce((sum, child) => sum + child.sizeBytes, 0);
  return { hash: hashNode(lines.join("")), sizeBytes };
}
