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
  joinByteGroupsInto(grouped, bytes);
  return bytes;
}

/** The same, into memory that is there, in its order: strides through it take three times as long. @param bytes as long as the groups. */
export function joinByteGroupsInto(grouped: Buffer, bytes: Uint8Array): void {
  const longest = Math.ceil(grouped.length / GROUPS);
  const whole = Math.floor(grouped.length / GROUPS);
  const longGroups = grouped.length % GROUPS || GROUPS;
  const startOf = (group: number) =>
    group * longest - Math.max(0, group - longGroups) * (longest - whole);
  const [second, third, fourth] = [startOf(1), startOf(2), startOf(3)];
  for (let at = 0, to = 0; at < whole; at++, to += GROUPS) {
    bytes[to] = grouped[at] ?? 0;
    bytes[to + 1] = grouped[second + at] ?? 0;
    bytes[to + 2] = grouped[third + at] ?? 0;
    bytes[to + 3] = grouped[fourth + at] ?? 0;
  }
  for (let to = whole * GROUPS; to < bytes.length; to++) {
    bytes[to] = grouped[startOf(to % GROUPS) + whole] ?? 0;
  }
}
