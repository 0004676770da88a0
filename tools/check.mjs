/** `npm run check`: everything that needs no browser and no Python, in under two minutes. */
import { ensureInstalled } from "./install.mjs";
import { gates, runStep, quickProjects, vitest } from "./steps.mjs";

ensureInstalled({ dev: true });
let failures = 0;
for (const step of [...gates, { name: "unit tests", args: vitest(quickProjects) }])
  if (!(await runStep(step))) failures += 1;
process.exitCode = failures === 0 ? 0 : 1;
