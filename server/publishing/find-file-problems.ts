import type { Finding } from "#contract/publishing/finding.ts";
import type { ScanFindings } from "../repositories/index.ts";

const NAMED = 20;

/**
 * What the security scan of the files means for a listing (PLT-5, PUB-2). Malware stops it. A file
 * that runs code when it is loaded waits for a human; the rest is told.
 * @param options.isStrict every finding stops it, as for what is made from a container image (PUB-14).
 */
export function findFileProblems(
  scan: ScanFindings,
  { isStrict = false }: { isStrict?: boolean } = {},
): Finding[] {
  const advise = (check: Finding["check"], path: string, message: string): Finding => ({
    check,
    isBlocking: isStrict,
    message,
    path,
  });
  return [
    ...scan.infected.slice(0, NAMED).map(({ path, signature }) => ({
      ...advise("malware", path, `${path} contains ${signature}`),
      isBlocking: true,
    })),
    ...scan.dangerous
      .slice(0, NAMED)
      .map(({ path, imports }) =>
        advise("unsafe-file", path, `Loading ${path} can run ${namesOf(imports)}`),
      ),
    ...scan.suspicious
      .slice(0, NAMED)
      .map((path) => advise("suspicious-file", path, `What loading ${path} does is not known`)),
    ...scan.secrets
      .slice(0, NAMED)
      .map(({ path, line }) =>
        advise("secret", path, `Line ${line} of ${path} looks like a secret`),
      ),
    ...scan.failed
      .slice(0, NAMED)
      .map((path) => advise("unscanned-file", path, `${path} could not be scanned`)),
  ];
}

function namesOf(imports: readonly string[]): string {
  return imports.length === 0 ? "any code" : imports.slice(0, 3).join(", ");
}
