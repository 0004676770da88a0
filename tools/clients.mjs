/**
 * `npm run clients`: every real client with every operation against a real server, printed as a
 * table and written to docs/clients.md.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ensureInstalled, root } from "./install.mjs";
import { ensurePythonEnvironments } from "./python.mjs";
import { runShown, vitest } from "./steps.mjs";
import { hasCommandOf, installSystemPackage } from "./system-packages.mjs";

ensureInstalled({ dev: true });
if (!hasCommandOf("chromium")) installSystemPackage("chromium", "one of the clients is a page");
ensurePythonEnvironments();
process.env["UPDATE_CLIENTS"] = "1";
const hasPassed = await runShown([...vitest(["e2e"]), join("e2e", "clients", "matrix.test.ts")]);
console.log(readFileSync(join(root, "docs", "clients.md"), "utf8"));
process.exitCode = hasPassed ? 0 : 1;
