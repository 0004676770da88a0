/** `npm run bench -- NAME`: the measurements behind every figure of the README. */
import { join } from "node:path";
import { runInForeground } from "./foreground.mjs";
import { ensureInstalled, nodePath, root, toolEnvironment } from "./install.mjs";
import { ensureWebBuilt } from "./web-build.mjs";

ensureInstalled({ dev: true });
ensureWebBuilt();
runInForeground(nodePath(), [join(root, "bench", "main.ts"), ...process.argv.slice(2)], {
  env: toolEnvironment(),
});
