/** Formats that hold other files, or hide them by packing, told by their first bytes. */
export type Container =
  | "npy"
  | "zip"
  | "tar"
  | "gzip"
  | "zlib"
  | "zstd"
  | "7z"
  | "rar"
  | "bzip2"
  | "xz"
  | "lzma"
  | "lz4";

const SIGNATURES: readonly { container: Container; bytes: readonly number[]; at?: number }[] = [
  { container: "npy", bytes: [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59] },
  { container: "zip", bytes: [0x50, 0x4b, 0x03, 0x04] },
  { container: "zip", bytes: [0x50, 0x4b, 0x05, 0x06] },
  { container: "gzip", bytes: [0x1f, 0x8b, 0x08] },
  { container: "zlib", bytes: [0x78, 0x01] },
  { container: "zlib", bytes: [0x78, 0x5e] },
  { container: "zlib", bytes: [0x78, 0x9c] },
  { container: "zlib", bytes: [0x78, 0xda] },
  { container: "zstd", bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { container: "7z", bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { container: "rar", bytes: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07] },
  { container: "bzip2", bytes: [0x42, 0x5a, 0x68] },
  { container: "xz", bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00] },
  { container: "lzma", bytes: [0x5d, 0x00, 0x00] },
  { container: "lz4", bytes: [0x04, 0x22, 0x4d, 0x18] },
  { container: "tar", bytes: [0x75, 0x73, 0x74, 0x61, 0x72], at: 257 },
];

/** So many first bytes of a file tell what it is. */
export const SIGNATURE_BYTES = 512;

/** What the first bytes of a file say that it is, whatever its name; undefined for anything else. */
export function containerOf(head: Buffer): Container | undefined {
  return SIGNATURES.find(({ bytes, at = 0 }) =>
    bytes.every((byte, index) => head[at + index] === byte),
  )?.container;
}
