/** `npm run faults`: a gallery is struck again and again, and must lose nothing. */
import { join } from "node:path";
import { runInForeground } from "./foreground.mjs";
import { ensureInstalled, nodePath, root, toolEnvironment } from "./install.mjs";
import { ensurePythonEnvironments } from "./python.mjs";
import { ensureS3Server } from "./s3-server.mjs";

ensureInstalled({ dev: true });
if (process.argv.includes("s3") || process.argv.includes("--store=s3")) {
  ensurePythonEnvironments();
  ensureS3Server();
}
runInForeground(nodePath(), [join(root, "faults", "main.ts"), ...process.argv.slice(2)], {
  env: toolEnvironment(),
});
