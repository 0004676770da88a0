import { createCipheriv, createHash } from "node:crypto";

/** What a file holds: told by a few numbers, so that nothing has to be kept in memory. */
export type Content = {
  /** A card is a README.md with one word that nobody else has. */
  kind: "text" | "binary" | "card";
  seed: number;
  sizeBytes: number;
  sha256: string;
  /** The id that git gives to these bytes. */
  blobOid: string;
};

type Recipe = Pick<Content, "kind" | "seed" | "sizeBytes">;

/** @param recipe of a card the size follows from its seed. */
export function makeContent(recipe: Recipe): Content {
  return { ...recipe, ...hashesOf(generate(recipe)) };
}

/** The word that a card is found by. */
export function wordOf({ seed }: Pick<Content, "seed">): string {
  return `word${seed}`;
}

/** A content that was not made here: what the server itself put into a repository. */
export type Hashes = Pick<Content, "sizeBytes" | "sha256" | "blobOid">;

export function hashesOf(bytes: Uint8Array): Hashes {
  return {
    sizeBytes: bytes.byteLength,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    blobOid: createHash("sha1").update(`blob ${bytes.byteLength}\0`).update(bytes).digest("hex"),
  };
}

export function bytesOf(content: Content): Buffer<ArrayBuffer> {
  return generate(content);
}

function generate({ kind, seed, sizeBytes }: Recipe): Buffer<ArrayBuffer> {
  if (kind === "card") {
    return Buffer.from(`---\nlicense: mit\n---\n# A card\n\nIt says ${wordOf({ seed })}.\n`);
  }
  const key = createHash("sha256").update(`${kind} ${seed}`).digest();
  const cipher = createCipheriv("aes-128-ctr", key.subarray(0, 16), key.subarray(16));
  const noise = cipher.update(Buffer.alloc(sizeBytes));
  if (kind === "binary") return Buffer.from(noise);
  return Buffer.from(noise.toString("base64").slice(0, sizeBytes), "latin1");
}
