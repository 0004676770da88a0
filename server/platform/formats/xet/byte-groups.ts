/** Numbers of four bytes pack better when bytes of the same place stand together. */
const GROUPS = 4;

/**
 * Every fourth byte from the first one, then from the second one, and so on; of a length that is no
 * multiple of four, the first groups have one byte more. Source: xet specification, xorb.md.
 */
export function splitByteGroups(bytes: Buffer): Buffer {
  const grouped = Buffer.allocUnsafe(bytes.length);
  let to = 0;
  for (let group = 0; group < GROUPS; group++) {
    for (let from = group; from < bytes.length; from += GROUPS) grouped[to++] = bytes[from] ?? 0;
  }
  return grouped;
}

/** Undoes `splitByteGroups`. */
export function joinByteGroups(grouped: Buffer): Buffer {
  const bytes = Buffer.allocUnsafe(grouped.length);
  let from = 0;
  for (let group = 0; group < GROUPS; group++) {
    for (let to = group; to < bytes.length; to += GROUPS) bytes[to] = grouped[from++] ?? 0;
  }
  return bytes;
}
