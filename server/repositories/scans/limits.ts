import type { InspectionLimits } from "../../platform/formats/pickle/inspection.ts";

/** Rises whenever the scan learns something: files that an older one has seen are scanned again. */
export const SCANNER_VERSION = 1;

export const INSPECTION_LIMITS: InspectionLimits = {
  depth: 6,
  entries: 100_000,
  unpackedBytes: 4_000_000_000,
  heldBytes: 64_000_000,
  instructions: 20_000_000,
};

/** Secrets are looked for in texts up to this size. */
export const TEXT_LIMIT_BYTES = 5_000_000;

/** Of looking into one file; the virus scanner has its own. */
export const INSPECTION_TIMEOUT_MS = 10 * 60_000;

/** A file that ended the scan so often is given up. */
export const ATTEMPTS = 3;

/** After so long nobody is at work on a file any more: its process has ended. */
export const LEASE_MS = 15 * 60_000;
