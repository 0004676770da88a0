import type { MalwareScan, ScanLevel, ScanReport } from "#contract/repositories/scan.ts";
import type { Context } from "../../context.ts";
import { worse } from "../../platform/formats/pickle/judge-import.ts";
import { ClamdError, scanStream } from "./clamav/scan-stream.ts";
import { inspectInThread, type Readable } from "./inspector.ts";

export type Scanned = { level: ScanLevel; report: ScanReport };

/**
 * Looks at the bytes of one file in every way there is.
 * @throws {InspectionTimeout | InspectionCrash} when it cannot be judged; what reading throws.
 */
export async function scanFile(
  ctx: Pick<Context, "config" | "log">,
  file: Readable,
  signal?: AbortSignal,
): Promise<Scanned> {
  const { level, ...inspected } = await inspectInThread(file, signal);
  const malware = await scanForMalware(ctx, file, signal);
  return {
    level: malware.state === "infected" ? "dangerous" : worse(level, "safe"),
    report: { ...inspected, malware },
  };
}

/** A virus scanner that cannot be reached fails its part of the scan, and is asked again later. */
async function scanForMalware(
  { config, log }: Pick<Context, "config" | "log">,
  file: Readable,
  signal?: AbortSignal,
): Promise<MalwareScan> {
  if (config.clamd === null) return { state: "not-configured", signature: null };
  try {
    const bytes = file.read({ start: 0, end: file.sizeBytes });
    const verdict = await scanStream(config.clamd, bytes, signal);
    return {
      state: verdict.state,
      signature: verdict.state === "infected" ? verdict.signature : null,
    };
  } catch (error) {
    if (!(error instanceof ClamdError)) throw error;
    log.warn({ err: error }, "the virus scanner could not be asked");
    return { state: "failed", signature: null };
  }
}
