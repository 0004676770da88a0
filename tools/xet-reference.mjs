import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fail, say } from "./install.mjs";

/** The reference server of the xet protocol, from the public package of its own client. */
const crate = "xet-client";
const version = "1.8.0";

const cache = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
const folder = join(cache, "open-gallery", `${crate}-${version}`);

/** Where the server's program is once it was built: outside of the project, for its next copy too. */
export const xetReferencePath = join(folder, "bin", "local_cas_server");

/** Builds the server by the machine's cargo, with the dependencies that its authors locked. */
export function ensureXetReference() {
  if (existsSync(xetReferencePath)) return;
  say(`Building the xet reference server into ${folder} (once, about ten minutes)…`);
  const what = [`${crate}@${version}`, "--features", "simulation", "--bin", "local_cas_server"];
  const built = spawnSync("cargo", ["install", "--locked", "--root", folder, ...what], {
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (built.error)
    fail(
      "cargo is missing: transfers by xet are measured beside the reference server of the protocol.",
      "Install Rust (https://rustup.rs, or on Debian: apt-get install cargo) and run this again.",
    );
  if (built.status === 0) return;
  say(built.stderr.trim());
  fail("The xet reference server could not be built.", "The lines above are cargo's own.");
}
