/** `npm start`: installs and builds what is missing, then runs the server with all arguments. */
import { join } from "node:path";
import { runInForeground } from "./foreground.mjs";
import { ensureInstalled, nodePath, root, toolEnvironment } from "./install.mjs";
import { ensureWebBuilt } from "./web-build.mjs";

ensureInstalled();
ensureWebBuilt();
runInForeground(nodePath(), [join(root, "server", "main.ts"), ...process.argv.slice(2)], {
  drains: true,
  env: toolEnvironment(),
});
