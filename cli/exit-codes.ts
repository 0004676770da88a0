import { isProblem } from "#contract/problems.ts";

/** What a script can tell from the exit code; 0 is success. */
export const EXIT = {
  failure: 1,
  usage: 2,
  auth: 3,
  notFound: 4,
  network: 5,
  integrity: 6,
  /** 128 + SIGINT, as shells have it. */
  interrupted: 130,
} as const;

/** The command line or the configuration is wrong: nothing was tried. */
export class UsageError extends Error {
  override name = "UsageError";
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

export function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return EXIT.usage;
  if (error instanceof Error && error.name === "AbortError") return EXIT.interrupted;
  if (!isProblem(error)) return EXIT.failure;
  const { code, status } = error;
  if (code === "unavailable" || code === "rate-limited") return EXIT.network;
  if (code === "hash-mismatch" || code === "size-mismatch") return EXIT.integrity;
  if (code === "validation-failed") return EXIT.usage;
  if (status === 401 || status === 403) return EXIT.auth;
  return status === 404 ? EXIT.notFound : EXIT.failure;
}
