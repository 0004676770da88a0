import { type RandomAccess, ReadBudgetError } from "../../platform/formats/random-access.ts";
import { BLOCK_BYTES, parseTarHeader } from "../../platform/formats/tar/tar-header.ts";

/** Files of a saved image; one with more layers than this is looked into no further. */
const ENTRIES = 2000;
/** A configuration is some kilobytes long; larger ones are layers. */
const CONFIG_LIMIT_BYTES = 1_000_000;
const DEPTH = 12;

/**
 * The texts in the JSON documents of a saved image, one on each line: manifests and configurations,
 * whatever they are called (docker names them by their hash). What is no tar archive, or damaged
 * further on, gives what was read until there.
 * Source: https://github.com/opencontainers/image-spec, "Image Layout" and "Image Configuration".
 */
export async function readImageConfigs(file: RandomAccess): Promise<string[]> {
  const texts: string[] = [];
  try {
    for (let at = 0, entries = 0; entries < ENTRIES && at < file.sizeBytes; entries += 1) {
      const header = parseTarHeader(await file.read(at, at + BLOCK_BYTES));
      if (header === undefined) break;
      const start = at + BLOCK_BYTES;
      const { sizeBytes } = header;
      if (sizeBytes > 1 && sizeBytes <= CONFIG_LIMIT_BYTES) {
        const text = textsOf(await file.read(start, start + sizeBytes));
        if (text !== undefined) texts.push(text);
      }
      at = start + Math.ceil(sizeBytes / BLOCK_BYTES) * BLOCK_BYTES;
    }
  } catch (error) {
    if (!(error instanceof ReadBudgetError)) throw error;
  }
  return texts;
}

/** The strings of a JSON object, one on each line; undefined for bytes that are none. */
function textsOf(bytes: Buffer): string | undefined {
  if (bytes[0] !== 0x7b) return undefined;
  try {
    const lines: string[] = [];
    collectTexts(JSON.parse(bytes.toString("utf8")), { lines, depth: 0 });
    return lines.join("\n");
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function collectTexts(value: unknown, { lines, depth }: { lines: string[]; depth: number }): void {
  if (typeof value === "string") lines.push(value);
  if (depth === DEPTH || typeof value !== "object" || value === null) return;
  for (const member of Object.values(value)) collectTexts(member, { lines, depth: depth + 1 });
}
