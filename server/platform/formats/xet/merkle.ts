import { hashFile, hashNode, hashText, remainder, type XetHash } from "./hash.ts";

/** A node of a Merkle tree: a chunk, or what several nodes were merged into. */
export type SizedHash = { hash: XetHash; sizeBytes: number };

/** A group of nodes ends, on average, after so many. Source: xet-core, aggregated_hashes.rs. */
const MEAN_BRANCHES = 4;
const MOST_BRANCHES = 2 * MEAN_BRANCHES + 1;
const LEAST_BRANCHES_OF_A_CUT = 3;
const NO_HASH = Buffer.alloc(32);

/** The hash of a xorb: the root of the tree over its chunks. Zeros when it has none. */
export function hashXorb(chunks: readonly SizedHash[]): XetHash {
  const tree = new MerkleTree();
  for (const chunk of chunks) tree.push(chunk);
  return tree.root() ?? NO_HASH;
}

/** The hash of a file, from the tree over its chunks. Zeros when it is empty. */
export function hashFileOfTree(tree: MerkleTree): XetHash {
  const root = tree.root();
  return root === undefined ? NO_HASH : hashFile(root);
}

/** Nodes of one height that wait for the end of their group. */
type Level = { waiting: SizedHash[]; hasParent: boolean };

/**
 * The tree over the chunks of a xorb or a file, built while they come: it holds no more than one
 * unfinished group for each height. A group has up to 9 nodes and ends, from the third on, with the
 * first whose hash is divisible by 4.
 */
export class MerkleTree {
  readonly #levels: Level[] = [];

  push(node: SizedHash): void {
    this.#add(0, node);
  }

  /** Ends the tree. @returns the hash of its root; undefined when it has no nodes. */
  root(): XetHash | undefined {
    for (let height = 0; height < this.#levels.length; height++) {
      const level = this.#levelAt(height);
      const [only] = level.waiting;
      if (!level.hasParent && level.waiting.length === 1) return only?.hash;
      if (level.waiting.length > 0) this.#merge(height);
    }
    return undefined;
  }

  #add(height: number, node: SizedHash): void {
    const { waiting } = this.#levelAt(height);
    waiting.push(node);
    const isCut =
      waiting.length >= LEAST_BRANCHES_OF_A_CUT && remainder(node.hash, MEAN_BRANCHES) === 0;
    if (isCut || waiting.length === MOST_BRANCHES) this.#merge(height);
  }

  #merge(height: number): void {
    const level = this.#levelAt(height);
    const group = level.waiting;
    level.waiting = [];
    level.hasParent = true;
    const lines = group.map(({ hash, sizeBytes }) => `${hashText(hash)} : ${sizeBytes}\n`);
    const sizeBytes = group.reduce((sum, child) => sum + child.sizeBytes, 0);
    this.#add(height + 1, { hash: hashNode(lines.join("")), sizeBytes });
  }

  #levelAt(height: number): Level {
    return (this.#levels[height] ??= { waiting: [], hasParent: false });
  }
}
