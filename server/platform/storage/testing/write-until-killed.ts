import { openDirectoryStore } from "../directory-store.ts";
import { patternFrom } from "./pattern.ts";

/**
 * Run as its own process: `<root> <size> <part size>`. Uploads the pattern in parts, the last part
 * first, three at a time, and says each part that was acknowledged; then waits to be killed.
 */
const [root = "", size = "0", partSize = "0"] = process.argv.slice(2);
const sizeBytes = Number(size);
const partBytes = Number(partSize);

const store = await openDirectoryStore(root);
const key = await store.openStaging(sizeBytes);
process.stdout.write(`key ${key}\n`);

let next = Math.ceil(sizeBytes / partBytes) - 1;
async function writeParts(): Promise<void> {
  while (next >= 0) {
    const start = next-- * partBytes;
    const end = Math.min(sizeBytes, start + partBytes);
    await store.writeStagingPart(key, { offset: start, source: slowly(start, end) });
    process.stdout.write(`part ${start} ${end}\n`);
  }
}

/** Lets the killer in between. */
async function* slowly(start: number, end: number): AsyncGenerator<Buffer> {
  for (const chunk of patternFrom(start, end)) {
    yield chunk;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

await Promise.all([writeParts(), writeParts(), writeParts()]);
setInterval(() => undefined, 1000);
