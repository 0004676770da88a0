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

/** The same, into memory that is there. @param bytes as long as the groups. */
export function joinByteGroupsInto(grouped: Buffer, bytes: Uint8Array): void {
  const whole = Math.floor(grouped.length / GROUPS);
  const longGroups = grouped.length % GROUPS;
  const groups = Array.from({ length: GROUPS }, (_, group) => {
    const start = group * whole + Math.min(group, longGroups);
    return grouped.subarray(start, start + whole + (group < longGroups ? 1 : 0));
  });
  joinWords(groups, bytes, whole);
  for (let to = whole * GROUPS; to < bytes.length; to++) {
    bytes[to] = groups[to % GROUPS]?.[whole] ?? 0;
  }
}

const WORD_BYTES = 4;
/** Numbers are read and written four bytes at a time, where they are aligned. */
let aligned = { from: new Uint32Array(), to: new Uint32Array() };

/**
 * The first `count` bytes of every group as so many numbers. Four bytes of each group make four
 * numbers at a time: a step for every byte takes twice as long. Memory is little endian, as
 * everywhere that Node has builds for and PostgreSQL too.
 */
function joinWords(groups: readonly Buffer[], bytes: Uint8Array, count: number): void {
  const words = Math.ceil(count / WORD_BYTES);
  if (aligned.to.length < words * GROUPS) {
    aligned = { from: new Uint32Array(words * GROUPS), to: new Uint32Array(words * GROUPS) };
  }
  const { from, to } = aligned;
  const fromBytes = new Uint8Array(from.buffer);
  for (const [at, group] of groups.entries()) {
    fromBytes.set(group.subarray(0, count), at * words * WORD_BYTES);
  }
  for (let at = 0, next = 0; at < words; at++, next += GROUPS) {
    const first = from[at] ?? 0;
    const second = from[words + at] ?? 0;
    const third = from[2 * words + at] ?? 0;
    const fourth = from[3 * words + at] ?? 0;
    to[next] = (first & 0xff) | ((second & 0xff) << 8) | ((third & 0xff) << 16) | (fourth << 24);
    to[next + 1] =
      ((first >>> 8) & 0xff) |
      (second & 0xff00) |
      ((third & 0xff00) << 8) |
      ((fourth & 0xff00) << 16);
    to[next + 2] =
      ((first >>> 16) & 0xff) |
      ((second >>> 8) & 0xff00) |
      (third & 0xff0000) |
      ((fourth & 0xff0000) << 8);
    to[next + 3] =
      (first >>> 24) |
      ((second >>> 16) & 0xff00) |
      ((third >>> 8) & 0xff0000) |
      (fourth & 0xff000000);
  }
  bytes.set(new Uint8Array(to.buffer, 0, count * GROUPS));
}
