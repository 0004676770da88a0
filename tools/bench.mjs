/** `npm run bench -- NAME`: the measurements behind every figure of the README. */
import { join } from "node:path";
import { runInForeground } from "./foreground.mjs";
import { ensureInstalled, nodePath, root, toolEnvironment } from "./install.mjs";
import { ensurePythonEnvironments } from "./python.mjs";
import { ensureS3Server } from "./s3-server.mjs";
import { hasCommandOf, installSystemPackage } from "./system-packages.mjs";
import { ensureWebBuilt } from "./web-build.mjs";
import { ensureXetReference } from "./xet-reference.mjs";

ensureInstalled({ dev: true });
ensureWebBuilt();
const isAsked = (/** @type {string} */ name) => process.argv.includes(name);
if (isAsked("download") && !hasCommandOf("nginx"))
  installSystemPackage("nginx", "downloads are measured beside it");
if (isAsked("first-page") && !hasCommandOf("chromium"))
  installSystemPackage("chromium", "a browser tells what the first page loads");
if (isAsked("s3")) {
  ensurePythonEnvironments();
  ensureS3Server();
}
if (["xet-delta", "dedup", "chunked", "hf-upload", "hf-download"].some(isAsked))
  ensurePythonEnvironments();
if (["hf-upload", "hf-download"].some(isAsked)) ensureXetReference();
runInForeground(nodePath(), [join(root, "bench", "main.ts"), ...process.argv.slice(2)], {
  env: toolEnvironment(),
});
