import { defineConfig } from "vitest/config";

const minuteMs = 60_000;
const unitTests = "{contract,sdk,server,cli,web,tools,tests}/**/*.test.{ts,tsx}";
/** Tests that start and kill whole processes, round after round: not for the quick check. */
const processTests = "**/*.process.test.ts";

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: "unit",
          include: [unitTests],
          exclude: ["**/node_modules/**", processTests],
          globalSetup: "server/testing/global-setup.ts",
          pool: "forks",
          testTimeout: 15_000,
          hookTimeout: 15_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "process",
          include: [processTests],
          globalSetup: "server/testing/global-setup.ts",
          pool: "forks",
          testTimeout: minuteMs,
          hookTimeout: minuteMs,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "e2e",
          include: ["e2e/**/*.test.ts"],
          pool: "forks",
          fileParallelism: false,
          testTimeout: 5 * minuteMs,
          hookTimeout: 5 * minuteMs,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
