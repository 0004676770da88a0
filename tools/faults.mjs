/** `npm run faults`: a gallery is struck again and again, and must lose nothing. */
import { join } from "node:path";
import { runInForeground } from "./foreground.mjs";
import { ensureInstalled, nodePath, root, toolEnvironment } from "./install.mjs";

ensureInstalled({ dev: true });
runInForeground(nodePath(), [join(root, "faults", "main.ts"), ...process.argv.slice(2)], {
  env: toolEnvironment(),
});
