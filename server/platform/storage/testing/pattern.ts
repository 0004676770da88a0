const MEBIBYTE = 1024 * 1024;

/** Bytes that both sides of a crash can make: no two mebibytes are equal. */
function patternBlock(index: number): Buffer {
  return Buffer.alloc(MEBIBYTE, `block ${String(index).padStart(9)} `);
}

export function* patternFrom(start: number, end: number): Generator<Buffer> {
  for (let at = start; at < end;) {
    const index = Math.floor(at / MEBIBYTE);
    const block = patternBlock(index);
    const from = at - index * MEBIBYTE;
    const chunk = block.subarray(from, Math.min(MEBIBYTE, from + end - at));
    yield chunk;
    at += chunk.length;
  }
}
