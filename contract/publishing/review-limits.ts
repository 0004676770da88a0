import type { Finding } from "./finding.ts";

/** In code points. */
export const REVIEW_REASON_MAX = 1000;

/** Findings that nobody passes over without a word. */
export const SECURITY_CHECKS: ReadonlySet<Finding["check"]> = new Set(["malware", "unsafe-file"]);
