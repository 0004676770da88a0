import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fail, root, say } from "./install.mjs";

/** The S3 server that tests and benches run against: docs/decisions/0010-s3.md says why this one. */
const program = "github.com/versity/versitygw/cmd/versitygw";
const version = "v1.8.0";

const folder = join(root, ".venv", "s3", "bin");

/** Where the server's program is once it was built. */
export const s3ServerPath = join(folder, `versitygw-${version}`);

/**
 * Builds the server by the Go of the Python environment `s3`, from the sources that the public
 * module mirror has under this version and hash. Nothing of the build but the program stays.
 */
export function ensureS3Server() {
  if (existsSync(s3ServerPath)) return;
  say(`Building the S3 server of the tests, versitygw ${version} (once, about two minutes)…`);
  const cache = mkdtempSync(join(tmpdir(), "gallery-go-"));
  const environment = {
    ...process.env,
    GOBIN: join(cache, "bin"),
    GOPATH: join(cache, "path"),
    GOCACHE: join(cache, "cache"),
    GOTOOLCHAIN: "local",
    GOFLAGS: "-modcacherw",
    CGO_ENABLED: "0",
  };
  const built = spawnSync(join(folder, "go"), ["install", `${program}@${version}`], {
    cwd: cache,
    env: environment,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (built.status !== 0) {
    say(`${built.stdout}${built.stderr}`.trim());
    fail("The S3 server of the tests could not be built.", "The lines above are Go's own.");
  }
  renameSync(join(cache, "bin", "versitygw"), s3ServerPath);
  rmSync(cache, { recursive: true, force: true });
}
