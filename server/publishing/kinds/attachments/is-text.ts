/** How a text may be encoded; the second is what Chinese Windows writes. */
const ENCODINGS = ["utf-8", "gb18030"] as const;

const SPACE = 0x20;
const DELETE = 0x7f;
/** Tab, line feed, form feed, carriage return, escape. */
const ALLOWED = new Set([0x09, 0x0a, 0x0c, 0x0d, 0x1b]);

/**
 * Whether bytes are text: without control characters, and valid in an encoding that texts have. With
 * a byte order mark UTF-16 is one of them. Read as they come: memory is constant.
 */
export async function isText(chunks: AsyncIterable<Uint8Array>): Promise<boolean> {
  const valid = new Map<string, TextDecoder>(
    ENCODINGS.map((name) => [name, new TextDecoder(name, { fatal: true })]),
  );
  let isFirst = true;
  for await (const chunk of chunks) {
    if (isFirst && chunk.length > 0) {
      const wide = utf16Of(chunk);
      if (wide !== undefined) {
        valid.clear();
        valid.set(wide, new TextDecoder(wide, { fatal: true }));
      }
      isFirst = false;
    }
    for (const [name, decoder] of valid) {
      if (!isPlain(decoder, chunk, { isLast: false })) valid.delete(name);
    }
    if (valid.size === 0) return false;
  }
  return [...valid.values()].some((decoder) =>
    isPlain(decoder, new Uint8Array(), { isLast: true }),
  );
}

function utf16Of([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return undefined;
}

function isPlain(decoder: TextDecoder, chunk: Uint8Array, { isLast }: { isLast: boolean }) {
  try {
    const text = decoder.decode(chunk, { stream: !isLast });
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if ((code < SPACE && !ALLOWED.has(code)) || code === DELETE) return false;
    }
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
