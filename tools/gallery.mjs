/** `npm run -s gallery -- …`: the command line. stdout belongs to the command alone. */
import { join } from "node:path";
import { runInForeground } from "./foreground.mjs";
import { ensureInstalled, nodePath, root } from "./install.mjs";

ensureInstalled();
runInForeground(nodePath(), [join(root, "cli", "main.ts"), ...process.argv.slice(2)], {
  // npm runs scripts in the project's folder; paths on the command line mean the caller's.
  cwd: process.env["INIT_CWD"] ?? process.cwd(),
});
