import type { Json } from "../gallery/caller.ts";
import type { UploadRecord } from "../model/world.ts";
import { ask, type Site } from "./site.ts";

/** Every part that was acknowledged is there, and what was said to be stored is stored. */
export async function checkUploads(site: Site): Promise<void> {
  for (const upload of site.world.uploads) {
    upload.isTaken = false;
    if (!upload.isOver) await checkUpload(site, upload);
  }
}

async function checkUpload(site: Site, upload: UploadRecord): Promise<void> {
  const { world } = site;
  const { id, repository, content, isStored, completing } = upload;
  const found = await ask(site, repository, `uploads/${id}`);
  if (found === undefined) {
    world.violate("uploads-resume", `the session ${id} is lost`);
    return;
  }
  const { state, sha256 } = found;
  const possible = isStored ? ["stored"] : completing ? ["open", "verifying", "stored"] : ["open"];
  if (!possible.includes(String(state))) {
    world.violate("uploads-resume", `${id} is ${String(state)}, not ${possible.join(" or ")}`);
  }
  if (state === "stored") {
    upload.isStored = true;
    // Null: nobody had committed it before the collector came.
    if (sha256 !== null && sha256 !== content.sha256) {
      world.violate("uploads-resume", `${id} is stored with other bytes`);
    }
    return;
  }
  if (state === "open") expectParts(site, upload, found);
}

function expectParts({ world }: Site, { id, acknowledged }: UploadRecord, found: Json): void {
  const missing = found["missing"] as { start: number; end: number }[];
  for (const part of acknowledged) {
    const lost = missing.find(({ start, end }) => start < part.end && part.start < end);
    if (lost === undefined) continue;
    const detail = `${id} misses ${lost.start}–${lost.end} of ${part.start}–${part.end}`;
    world.violate("uploads-resume", detail);
  }
}
