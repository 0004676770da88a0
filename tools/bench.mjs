/** `npm run bench -- NAME`: the measurements behind every figure of the README. */
import { join } from "node:path";
import { runInForeground } from "./foreground.mjs";
import { ensureInstalled, nodePath, root, toolEnvironment } from "./install.mjs";
import { hasCommandOf, installSystemPackage } from "./system-packages.mjs";
import { ensureWebBuilt } from "./web-build.mjs";

ensureInstalled({ dev: true });
ensureWebBuilt();
if (!hasCommandOf("nginx")) installSystemPackage("nginx", "downloads are measured beside it");
runInForeground(nodePath(), [join(root, "bench", "main.ts"), ...process.argv.slice(2)], {
  env: toolEnvironment(),
});
